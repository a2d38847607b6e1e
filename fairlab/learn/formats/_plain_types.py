"""Types beside those that skops trusts which may be read from a file, as they only hold data.

A file can have whatever is listed here filled with attributes, and called with values, of the
file's choosing. So a type is listed where being made does nothing else, and a function where it
computes from numbers alone; nothing that runs a function it was not given from this list, writes a
file or imports belongs here. Nonsense in trees and neighbours can still end the process, as
scikit-learn does not check their nodes, and so it can in the files of any library: against that,
hashes are checked beforehand.
"""

PLAIN_TYPES = frozenset(
    {
        # Types of columns: what a selector asks for, and what an imputer has seen.
        "builtins.object",
        "numpy.dtype",
        "numpy.floating",
        "numpy.generic",
        "numpy.integer",
        "numpy.number",
        "pandas.CategoricalDtype",
        "pandas.StringDtype",
        "sklearn.compose._column_transformer.make_column_selector",
        # Which class a sampler gives sparse rows back in; it is named and not made.
        "scipy.sparse._csr.csr_matrix",
        # Nodes of trees and of neighbours: numbers.
        "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
        "sklearn.metrics._dist_metrics.EuclideanDistance64",
        "sklearn.neighbors._ball_tree.BallTree",
        "sklearn.neighbors._kd_tree.KDTree",
        "sklearn.tree._tree.Tree",
        # Fitted parts that scikit-learn keeps to itself: calibrators, and what a network had
        # learned with.
        "sklearn.calibration._CalibratedClassifier",
        "sklearn.calibration._SigmoidCalibration",
        "sklearn.calibration._TemperatureScaling",
        "sklearn.neural_network._stochastic_optimizers.AdamOptimizer",
        "sklearn.neural_network._stochastic_optimizers.SGDOptimizer",
        # HistGradientBoosting checks its categories by this function with arguments filled in.
        "functools.partial",
        "sklearn.utils.validation.check_array",
        # Named parts, and which arguments were asked to be handed on.
        "collections.OrderedDict",
        "sklearn.utils._bunch.Bunch",
        "sklearn.utils._metadata_requests.MetadataRequest",
        "sklearn.utils._metadata_requests.MethodMetadataRequest",
        # How a search chose: folds, and a score by a function of labels and predictions.
        "sklearn.metrics._classification.accuracy_score",
        "sklearn.metrics._classification.balanced_accuracy_score",
        "sklearn.metrics._classification.f1_score",
        "sklearn.metrics._classification.log_loss",
        "sklearn.metrics._ranking.average_precision_score",
        "sklearn.metrics._ranking.roc_auc_score",
        "sklearn.metrics._scorer._CurveScorer",
        "sklearn.metrics._scorer._PassthroughScorer",
        "sklearn.metrics._scorer._Scorer",
        "sklearn.model_selection._split.KFold",
        "sklearn.model_selection._split.StratifiedKFold",
        # How a selection of features ranked them.
        "sklearn.feature_selection._mutual_info.mutual_info_classif",
        "sklearn.feature_selection._univariate_selection.chi2",
        "sklearn.feature_selection._univariate_selection.f_classif",
        # Other libraries' models inside a pipeline. Their trees are bytes in a form of the library.
        "catboost.core.CatBoostClassifier",
        "lightgbm.basic.Booster",
        "lightgbm.sklearn.LGBMClassifier",
        "xgboost.core.Booster",
        "xgboost.sklearn.XGBClassifier",
        "xgboost.sklearn.XGBRFClassifier",
        # imbalanced-learn's estimators, as skops trusts scikit-learn's; not FunctionSampler, which
        # is made of a given function.
        "imblearn.combine._smote_enn.SMOTEENN",
        "imblearn.combine._smote_tomek.SMOTETomek",
        "imblearn.ensemble._bagging.BalancedBaggingClassifier",
        "imblearn.ensemble._easy_ensemble.EasyEnsembleClassifier",
        "imblearn.ensemble._forest.BalancedRandomForestClassifier",
        "imblearn.ensemble._weight_boosting.RUSBoostClassifier",
        "imblearn.metrics.pairwise.ValueDifferenceMetric",
        "imblearn.over_sampling._adasyn.ADASYN",
        "imblearn.over_sampling._random_over_sampler.RandomOverSampler",
        "imblearn.over_sampling._smote.base.SMOTE",
        "imblearn.over_sampling._smote.base.SMOTEN",
        "imblearn.over_sampling._smote.base.SMOTENC",
        "imblearn.over_sampling._smote.cluster.KMeansSMOTE",
        "imblearn.over_sampling._smote.filter.BorderlineSMOTE",
        "imblearn.over_sampling._smote.filter.SVMSMOTE",
        "imblearn.pipeline.Pipeline",
        "imblearn.under_sampling._prototype_generation._cluster_centroids.ClusterCentroids",
        *(
            f"imblearn.under_sampling._prototype_selection.{name}"
            for name in (
                "_condensed_nearest_neighbour.CondensedNearestNeighbour",
                "_edited_nearest_neighbours.AllKNN",
                "_edited_nearest_neighbours.EditedNearestNeighbours",
                "_edited_nearest_neighbours.RepeatedEditedNearestNeighbours",
                "_instance_hardness_threshold.InstanceHardnessThreshold",
                "_nearmiss.NearMiss",
                "_neighbourhood_cleaning_rule.NeighbourhoodCleaningRule",
                "_one_sided_selection.OneSidedSelection",
                "_random_under_sampler.RandomUnderSampler",
                "_tomek_links.TomekLinks",
            )
        ),
    }
)
OURS = ("fairlab.learn.", "fairlab.mitigate.")


def is_plain(name: str) -> bool:
    """Say whether a type may be read from a file.

    Parameters
    ----------
    name : str
        With its module.

    Returns
    -------
    bool
        Whether it is listed, or is an estimator of fairlab.

    Examples
    --------
    >>> is_plain("numpy.dtype"), is_plain("fairlab.learn.encode.TableEncoder")
    (True, True)
    >>> is_plain("os.system"), is_plain("fairlab.learn.encode.as_table")
    (False, False)
    """
    return name in PLAIN_TYPES or (name.startswith(OURS) and _is_estimator(name))


def _is_estimator(name: str) -> bool:
    from importlib import import_module

    from sklearn.base import BaseEstimator

    module, _, kind = name.rpartition(".")
    try:
        found = getattr(import_module(module), kind, None)
    except ModuleNotFoundError:
        return False
    return isinstance(found, type) and issubclass(found, BaseEstimator)
