import numpy as np
import pytest

from fairlab.errors import RequestError
from fairlab.learn import TunedXGB
from fairlab.learn.devices import check_device, device_used


def test_a_device_that_is_not_there_is_refused():
    with pytest.raises(RequestError, match="No device 'gpux'"):
        check_device("gpux")
    # no machine has so many
    with pytest.raises(RequestError, match=r"finds no such GPU on this machine.\nUse --device cpu"):
        check_device("cuda:999")


def test_a_gpu_learns_what_the_processor_does():
    if not device_used("cuda").startswith("cuda"):
        pytest.skip("there is no GPU that xgboost can use")
    rng = np.random.default_rng(0)
    X = rng.normal(size=(2000, 4))
    y = X[:, 0] + rng.normal(size=2000) > 1
    models = [TunedXGB(trials=3, device=device).fit(X, y) for device in ("cuda", "cpu")]
    assert '"device":"cuda:0"' in models[0].booster_.save_config()
    scores = [model.best_score_ for model in models]
    assert scores[0] == pytest.approx(scores[1], abs=0.02)
