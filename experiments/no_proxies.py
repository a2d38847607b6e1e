"""No proxies: neither the sensitive columns nor what tells them (Pedreschi et al., 2008)."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import NoProxies

strategy = Strategy(
    "no_proxies",
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
    transformer=NoProxies(max_auc=0.6),
)

if __name__ == "__main__":
    launch(strategy)
