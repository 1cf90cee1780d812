"""Every score of logits and features once more, by NumPy and scikit-learn, against what a run wrote.

    python3 scores.py RUN ROWS

RUN is the directory of `dknn run`, ROWS that of `dknn activations --out ROWS` with the same options. Each score of the
run that reads logits or features is computed from ROWS/outputs; the largest relative deviation from scores.csv and
scores-ood-NAME.csv is shown. AUROC of every score, whatever it reads, is computed by scikit-learn from those tables and
compared with results.json. The exit status is 1 where a score deviates by more than 1e-4 or an AUROC by more than 1e-6.

Needs numpy and scikit-learn.
"""

import argparse
import csv
import json
import os
import sys

import numpy as np
from sklearn.covariance import EmpiricalCovariance
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import NearestNeighbors

SCORE_TOLERANCE = 1e-4
AUROC_TOLERANCE = 1e-6
# Below it a deviation counts as one of this number, so that scores near zero are not held to their last digits.
FLOOR = 1e-2


class Network:
    """What `dknn activations` wrote of training images and the last layer, in double precision."""

    def __init__(self, directory):
        self.directory = directory
        self.labels = np.load(os.path.join(directory, "labels.train.npy")).ravel().astype(int)
        self.logits, self.features = self.queries("train")
        self.weights = self.load("head.weights")
        self.bias = None if self.weights is None else self.load("head.bias").ravel()

    def load(self, name):
        path = os.path.join(self.directory, name + ".npy")
        return np.load(path).astype(np.float64) if os.path.exists(path) else None

    def queries(self, name):
        return self.load(f"logits.{name}"), self.load(f"features.{name}")


def log_sum_exp(logits):
    greatest = logits.max(axis=1)
    return greatest + np.log(np.exp(logits - greatest[:, None]).sum(axis=1))


def softmax(logits):
    return np.exp(logits - log_sum_exp(logits)[:, None])


def gen(network, options):
    gamma, top = float(options["gamma"]), int(options["top"])

    def score(logits, _):
        p = np.sort(softmax(logits), axis=1)
        p = p[:, -top:] if top else p
        return -(p ** gamma * np.maximum(0, 1 - p) ** gamma).sum(axis=1)
    return score


def deep_knn(network, options):
    def unit(rows):
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        return rows / np.where(norms > 0, norms, 1)
    k = min(int(options["k"]), len(network.features))
    search = NearestNeighbors(n_neighbors=k, algorithm="brute").fit(unit(network.features))

    def score(_, features):
        _, ids = search.kneighbors(unit(features))
        # Distances by products cancel; the one that counts is taken from the difference.
        return -((unit(features) - unit(network.features)[ids[:, -1]]) ** 2).sum(axis=1)
    return score


def inverse(rows, tolerance):
    covariance = EmpiricalCovariance(assume_centered=True, store_precision=False).fit(rows).covariance_
    return np.linalg.pinv(covariance, rcond=tolerance, hermitian=True)


def squared(rows, precision):
    return np.einsum("ij,jk,ik->i", rows, precision, rows)


def mahalanobis(network, options, relative=False):
    tolerance = float(options["tolerance"])
    means = {label: network.features[network.labels == label].mean(axis=0) for label in np.unique(network.labels)}
    shared = inverse(network.features - np.array([means[label] for label in network.labels]), tolerance)
    mean = network.features.mean(axis=0)
    background = inverse(network.features - mean, tolerance) if relative else None

    def score(_, features):
        nearest = np.min([squared(features - mean_of, shared) for mean_of in means.values()], axis=0)
        return (squared(features - mean, background) if relative else 0) - nearest
    return score


def vim(network, options):
    dimension, asked = network.features.shape[1], int(options["principal"])
    usual = 1000 if dimension >= 2048 else 512 if dimension >= 768 else dimension // 2
    origin = -np.linalg.pinv(network.weights) @ network.bias
    _, vectors = np.linalg.eigh((network.features - origin).T @ (network.features - origin) / len(network.features))
    minor = vectors[:, :dimension - min(asked or usual, dimension - 1)]

    def residual(features):
        return np.linalg.norm((features - origin) @ minor, axis=1)
    alpha = network.logits.max(axis=1).mean() / residual(network.features).mean()
    return lambda logits, features: log_sum_exp(logits) - alpha * residual(features)


def fdbd(network, _):
    gaps = np.linalg.norm(network.weights[:, None] - network.weights[None], axis=2)
    mean = network.features.mean(axis=0)

    def score(logits, features):
        top = logits.argmax(axis=1)
        distances = (logits.max(axis=1, keepdims=True) - logits) / np.where(gaps > 0, gaps, np.inf)[top]
        return distances.sum(axis=1) / (gaps > 0).sum(axis=1)[top] / np.linalg.norm(features - mean, axis=1)
    return score


def react(network, options):
    threshold = np.percentile(network.features, float(options["percentile"]))
    return lambda _, features: log_sum_exp(np.minimum(features, threshold) @ network.weights.T + network.bias)


def trust(network, _):
    groups = {label: network.features[network.labels == label] for label in np.unique(network.labels)}

    def score(logits, features):
        distances = np.full((len(features), logits.shape[1]), np.finfo(np.float32).max)
        for label, rows in groups.items():
            ids = NearestNeighbors(n_neighbors=1, algorithm="brute").fit(rows).kneighbors(features, return_distance=False)
            distances[:, label] = np.linalg.norm(features - rows[ids[:, 0]], axis=1)
        predicted = np.take_along_axis(distances, logits.argmax(axis=1)[:, None], axis=1)[:, 0]
        np.put_along_axis(distances, logits.argmax(axis=1)[:, None], np.inf, axis=1)
        return distances.min(axis=1) / predicted
    return score


SCORES = {
    "softmax": lambda network, options: lambda logits, _: softmax(logits).max(axis=1),
    "max-logit": lambda network, options: lambda logits, _: logits.max(axis=1),
    "energy": lambda network, options: lambda logits, _: log_sum_exp(logits),
    "gen": gen,
    "deep-knn": deep_knn,
    "mahalanobis": mahalanobis,
    "relative-mahalanobis": lambda network, options: mahalanobis(network, options, relative=True),
    "vim": vim,
    "fdbd": fdbd,
    "react": react,
    "trust": trust,
}


def table(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def column(rows, name):
    return np.array([float(row[name]) for row in rows])


def auroc(trusted, doubted):
    return roc_auc_score(np.r_[np.ones(len(trusted)), np.zeros(len(doubted))], np.r_[trusted, doubted])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run")
    parser.add_argument("rows")
    arguments = parser.parse_args()
    with open(os.path.join(arguments.run, "results.json")) as file:
        results = json.load(file)
    network = Network(os.path.join(arguments.rows, "outputs"))
    rows = table(os.path.join(arguments.run, "scores.csv"))
    predictions = table(os.path.join(arguments.run, "predictions.csv"))
    tables, answers = {}, {}
    for epsilon in dict.fromkeys(row["epsilon"] for row in rows):
        name = "clean" if float(epsilon) == 0 else f"{results['attack']['name']}-{epsilon}"
        tables[name] = [row for row in rows if row["epsilon"] == epsilon]
        answers[name] = np.array([row["network_prediction"] == row["label"] for row in predictions if row["epsilon"] == epsilon])
    for foreign in results.get("ood") or []:
        tables[foreign["dataset"]] = table(os.path.join(arguments.run, f"scores-ood-{foreign['dataset']}.csv"))
    subjects = {("clean" if part["epsilon"] == 0 else f"{results['attack']['name']}-{part['epsilon']:g}"): part
                for part in results["evaluations"]}
    subjects.update({part["dataset"]: part for part in results.get("ood") or []})

    failed = False
    for settings in results["scores"]:
        label, line = settings["name"], []
        if settings["plugin"] in SCORES:
            score = SCORES[settings["plugin"]](network, settings["options"])
            deviation = 0
            for name, ours in tables.items():
                expected, found = score(*network.queries(name)), column(ours, label)
                deviation = max(deviation, np.max(np.abs(found - expected) / np.maximum(FLOOR, np.abs(expected))))
            failed |= not deviation <= SCORE_TOLERANCE
            line.append(f"deviates by {deviation:.1e}")
        clean = column(tables["clean"], label)
        for name, ours in tables.items():
            if name == "clean":
                continue
            values = column(ours, label)
            if name in answers:
                pair = clean[answers["clean"]], values[answers["clean"] & ~answers[name]]
            else:
                pair = clean, values
            if not len(pair[0]) or not len(pair[1]):
                continue
            expected = auroc(*pair)
            found = next(part for part in subjects[name]["scores"] if part["name"] == label)["detection"]["auroc"]
            failed |= not abs(found - expected) <= AUROC_TOLERANCE
            line.append(f"AUROC {name} {found:.4f}, by scikit-learn {expected:.4f}")
        print(f"{label}: " + "; ".join(line))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
