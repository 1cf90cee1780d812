"""Public nearest-neighbour libraries on exported activations.

    python3 peers.py DIR --layers Conv1,Conv2 --engines hnswlib,faiss-flat --threads 2 --out DIR/peers.csv

DIR holds LAYER.train.npy and query files LAYER.NAME.npy, as `dknn activations --out DIR` writes them. Every engine
runs in a process of its own, so that its peak memory is its own. One line of the output is one setting of search
effort on one set of queries; the columns are the first that `dknn bench` writes, and its `--peers` reads them. Effort
rises until nearly all neighbours are found.

For a fair comparison numpy and faiss must find an optimised BLAS, such as Debian's libopenblas0-pthread: with the
reference BLAS their products take twenty times as long.

Needs numpy and, for each engine wanted, hnswlib, faiss or pynndescent. An engine whose library is absent is left out.
"""

import argparse
import csv
import os
import resource
import subprocess
import sys
import tempfile
import time

import numpy as np

COLUMNS = ["layer", "engine", "options", "effort", "threads", "queries", "recall", "milliseconds",
           "build_seconds", "index_bytes", "load_seconds", "peak_bytes"]
TOLERANCE = 1e-5
CHUNK = 250
ENOUGH = 0.9995


class Hnswlib:
    efforts = [75, 85, 100, 120, 150, 200, 300, 500, 800]

    def __init__(self, rows, threads, options):
        import hnswlib
        m, ef = options.get("m", 16), options.get("efConstruction", 200)
        self.dimension, self.threads = rows.shape[1], threads
        self.index = hnswlib.Index(space="l2", dim=self.dimension)
        self.index.set_num_threads(threads)
        self.index.init_index(max_elements=len(rows), M=m, ef_construction=ef, random_seed=1)
        self.index.add_items(rows, num_threads=threads)

    def search(self, queries, k, effort):
        self.index.set_ef(max(k, effort))
        return self.index.knn_query(queries, k=k, num_threads=self.threads)[0]

    def save(self, path):
        self.index.save_index(path)

    def load(self, path):
        import hnswlib
        self.index = hnswlib.Index(space="l2", dim=self.dimension)
        self.index.load_index(path)


class PyNNDescent:
    efforts = [0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3]

    def __init__(self, rows, threads, options):
        import numba
        numba.set_num_threads(threads)
        from pynndescent import NNDescent
        # Queries run on one thread unless the library is told otherwise.
        settings = dict(n_neighbors=options.get("neighbors", 30), n_jobs=threads, random_state=1,
                        parallel_batch_queries=threads > 1)
        # The library compiles at its first use; that is not the price of a build.
        small = rows[:2000]
        warm = NNDescent(small, **settings)
        warm.prepare()
        warm.query(small[:10], k=10)
        start = time.perf_counter()
        self.index = NNDescent(rows, **settings)
        self.index.prepare()
        self.build_seconds = time.perf_counter() - start

    def search(self, queries, k, effort):
        return self.index.query(queries, k=k, epsilon=effort)[0]

    def save(self, path):
        import pickle
        with open(path, "wb") as file:
            pickle.dump(self.index, file, protocol=4)

    def load(self, path):
        import pickle
        with open(path, "rb") as file:
            self.index = pickle.load(file)


class Faiss:
    efforts = [0]

    def __init__(self, rows, threads, options):
        import faiss
        self.faiss = faiss
        faiss.omp_set_num_threads(threads)
        self.index = self.build(rows, options)

    def search(self, queries, k, effort):
        self.tune(k, effort)
        return self.index.search(queries, k)[1]

    def tune(self, k, effort):
        pass

    def save(self, path):
        self.faiss.write_index(self.index, path)

    def load(self, path):
        self.index = self.faiss.read_index(path)


class FaissFlat(Faiss):
    def build(self, rows, options):
        index = self.faiss.IndexFlatL2(rows.shape[1])
        index.add(rows)
        return index


class FaissHnsw(Faiss):
    efforts = [75, 85, 100, 120, 150, 200, 300, 500, 800]

    def build(self, rows, options):
        index = self.faiss.IndexHNSWFlat(rows.shape[1], options.get("m", 16))
        index.hnsw.efConstruction = options.get("efConstruction", 200)
        index.add(rows)
        return index

    def tune(self, k, effort):
        self.index.hnsw.efSearch = effort


class FaissIvf(Faiss):
    efforts = [1, 2, 4, 8, 16, 32, 64]

    def build(self, rows, options):
        lists = options.get("lists", 256)
        self.quantizer = self.faiss.IndexFlatL2(rows.shape[1])
        index = self.faiss.IndexIVFFlat(self.quantizer, rows.shape[1], lists)
        index.train(rows[:: max(1, len(rows) // (40 * lists))])
        index.add(rows)
        return index

    def tune(self, k, effort):
        self.index.nprobe = effort


class FaissRefined(Faiss):
    """What an expert builds by hand: PCA, HNSW over the components, exact refinement."""

    # (efSearch, candidates refined per neighbour)
    efforts = [(100, 1.3), (150, 1.6), (200, 2.0), (300, 3.0), (500, 5.0), (800, 8.0)]

    def build(self, rows, options):
        components = min(options.get("components", 64), rows.shape[1])
        inner = self.faiss.IndexHNSWFlat(components, options.get("m", 16))
        inner.hnsw.efConstruction = options.get("efConstruction", 200)
        pca = self.faiss.PCAMatrix(rows.shape[1], components)
        pca.train(np.ascontiguousarray(rows[:: max(1, len(rows) // 4000)]))
        self.parts = (inner, pca, self.faiss.IndexPreTransform(pca, inner))
        index = self.faiss.IndexRefineFlat(self.parts[2])
        index.add(rows)
        return index

    def tune(self, k, effort):
        self.parts[0].hnsw.efSearch = effort[0]
        self.index.k_factor = effort[1]

    def load(self, path):
        loaded = self.faiss.read_index(path)
        self.kept = loaded


ENGINES = {"hnswlib": Hnswlib, "pynndescent": PyNNDescent, "faiss-flat": FaissFlat, "faiss-hnsw": FaissHnsw,
           "faiss-ivf": FaissIvf, "faiss-pca-hnsw-refine": FaissRefined}


def query_sets(directory, layer, limit):
    for name in sorted(os.listdir(directory)):
        if name.startswith(layer + ".") and name.endswith(".npy") and not name.endswith(".train.npy"):
            yield name[len(layer) + 1:-len(".npy")], np.load(os.path.join(directory, name))[:limit]


def thresholds(directory, layer, name, rows, queries, k):
    """The true distance of the k-th neighbour of every query, in double precision, kept beside the queries."""
    path = os.path.join(directory, f"{layer}.{name}.k{k}.n{len(queries)}.threshold")
    if os.path.exists(path):
        return np.fromfile(path, dtype="<f8")
    import faiss
    flat = faiss.IndexFlatL2(rows.shape[1])
    flat.add(rows)
    ids = flat.search(queries, k + 5)[1]
    true = np.empty((len(queries), k + 5))
    for i in range(len(queries)):
        true[i] = np.sqrt(((rows[ids[i]].astype("f8") - queries[i]) ** 2).sum(1))
    true.sort(axis=1)
    result = true[:, k - 1]
    result.astype("<f8").tofile(path)
    return result


def recall(rows, queries, ids, limits, k):
    hits = 0
    for i in range(len(queries)):
        found = np.unique(ids[i][ids[i] >= 0])
        distances = np.sqrt(((rows[found].astype("f8") - queries[i]) ** 2).sum(1))
        hits += int((distances <= limits[i] * (1 + TOLERANCE)).sum())
    return hits / (len(queries) * k)


def measure(arguments):
    """One engine on one layer; writes CSV lines to standard output."""
    layer, engine, k = arguments.layers, arguments.engines, arguments.k
    rows = np.load(os.path.join(arguments.directory, layer + ".train.npy"))
    options = {}
    for pair in filter(None, arguments.options.split(",")):
        name, value = pair.split("=")
        options[name] = int(value)
    sets = [(name, queries, thresholds(arguments.directory, layer, name, rows, queries, k))
            for name, queries in query_sets(arguments.directory, layer, arguments.limit)]
    start = time.perf_counter()
    index = ENGINES[engine](rows, arguments.threads, options)
    build = getattr(index, "build_seconds", time.perf_counter() - start)
    lines = []
    for effort in index.efforts:
        least = 1.0
        for name, queries, limits in sets:
            index.search(queries[:CHUNK], k, effort)
            best = float("inf")
            for _ in range(arguments.repeats):
                start = time.perf_counter()
                ids = index.search(queries, k, effort)
                best = min(best, time.perf_counter() - start)
            found = recall(rows, queries, np.asarray(ids), limits, k)
            least = min(least, found)
            lines.append([layer, engine, arguments.options, " ".join(map(str, np.atleast_1d(effort))), arguments.threads,
                          name, f"{found:.5f}", f"{1000 * best / len(queries):.5f}"])
        if least >= ENOUGH:
            break
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    with tempfile.TemporaryDirectory(dir=arguments.directory) as folder:
        path = os.path.join(folder, "index")
        index.save(path)
        size = os.path.getsize(path)
        start = time.perf_counter()
        index.load(path)
        load = time.perf_counter() - start
    writer = csv.writer(sys.stdout, lineterminator="\n")
    for line in lines:
        writer.writerow(line + [f"{build:.3f}", size, f"{load:.4f}", peak])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory")
    parser.add_argument("--layers", default="")
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--options", default="", help="such as m=16,efConstruction=200")
    parser.add_argument("--limit", type=int, help="ask only the first N queries of every set")
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("-k", type=int, default=75)
    parser.add_argument("--out", help="the file of results; without it one engine is measured here")
    arguments = parser.parse_args()
    if not arguments.out:
        measure(arguments)
        return
    layers = [name for name in arguments.layers.split(",") if name] or sorted(
        name[:-len(".train.npy")] for name in os.listdir(arguments.directory) if name.endswith(".train.npy"))
    temporary = arguments.out + ".tmp"
    with open(temporary, "w") as out:
        out.write(",".join(COLUMNS) + "\n")
        for layer in layers:
            for engine in arguments.engines.split(","):
                print(f"{layer} {engine} …", file=sys.stderr, flush=True)
                # Flat search runs its products on threads of its own, which those of the library of products would disturb.
                products = 1 if engine == "faiss-flat" else arguments.threads
                environment = dict(os.environ, OMP_NUM_THREADS=str(arguments.threads), OPENBLAS_NUM_THREADS=str(products))
                done = subprocess.run(
                    [sys.executable, __file__, arguments.directory, "--layers", layer, "--engines", engine,
                     "--threads", str(arguments.threads), "--options", arguments.options,
                     "--repeats", str(arguments.repeats), "-k", str(arguments.k)]
                    + (["--limit", str(arguments.limit)] if arguments.limit else []),
                    stdout=subprocess.PIPE, text=True, env=environment)
                if done.returncode:
                    print(f"{layer} {engine}: left out, see above", file=sys.stderr, flush=True)
                out.write(done.stdout)
                out.flush()
    os.replace(temporary, arguments.out)


if __name__ == "__main__":
    main()
