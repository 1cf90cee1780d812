using System.Collections.Immutable;

namespace DkNN.Benchmarks;

/// <summary>Finds what <see cref="ActivationExport"/> wrote, and checks that it fits together, without reading the rows.</summary>
public static class ExportedActivations
{
    private const string Extension = ".npy";

    /// <summary>The layers of a directory.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="wanted">Names of the layers wanted, in their order; none for all, by name.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="ExperimentException">A layer or its queries are missing, or their dimensions differ.</exception>
    /// <exception cref="InvalidDataException">A file is no array of rows.</exception>
    public static ImmutableArray<ExportedLayer> Find(string directory, ImmutableArray<string> wanted)
    {
        if (!Directory.Exists(directory))
        {
            throw new DirectoryNotFoundException(
                $"'{directory}' does not exist. Name a directory of rows; 'dknn activations --out DIR' writes one.");
        }
        string[] files =
        [
            .. Directory.EnumerateFiles(directory, "*" + Extension).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal),
        ];
        string[] known =
        [
            .. files.Where(file => file.EndsWith(ActivationExport.TrainingSuffix, StringComparison.Ordinal))
                .Select(file => file[..^ActivationExport.TrainingSuffix.Length]),
        ];
        if (known.Length == 0)
        {
            throw new ExperimentException(
                $"'{directory}' holds no rows: there is no file LAYER{ActivationExport.TrainingSuffix}. "
                + "'dknn activations --out DIR' writes them.");
        }
        if (wanted.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new ExperimentException(
                $"--layers: there is no file '{Path.Combine(directory, unknown + ActivationExport.TrainingSuffix)}'. "
                + NameSuggestion.For(unknown, known));
        }
        return [.. (wanted.IsEmpty ? known : wanted.Distinct()).Select(Open)];

        ExportedLayer Open(string layer)
        {
            string rows = Path.Combine(directory, layer + ActivationExport.TrainingSuffix);
            var (count, dimension) = NpyFile.Shape(rows);
            ImmutableArray<ExportedQueries> queries =
            [
                .. files.Where(file => LayerOf(file) == layer && !file.EndsWith(ActivationExport.TrainingSuffix, StringComparison.Ordinal))
                    .Select(file => Queries(Path.Combine(directory, file), file[(layer.Length + 1)..^Extension.Length], rows, dimension)),
            ];
            if (queries.IsEmpty)
            {
                throw new ExperimentException(
                    $"'{directory}' holds rows of {layer}, but no queries: there is no file {layer}.NAME{Extension}. "
                    + "'dknn activations --out DIR' writes both.");
            }
            return new ExportedLayer(layer, rows, count, dimension, queries);
        }

        // The longest of the names that fit: a layer's name may be the beginning of another's.
        string? LayerOf(string file) =>
            known.Where(layer => file.StartsWith(layer + ".", StringComparison.Ordinal)).MaxBy(layer => layer.Length);
    }

    private static ExportedQueries Queries(string path, string name, string rows, int dimension)
    {
        var (count, floats) = NpyFile.Shape(path);
        if (floats != dimension)
        {
            throw new ExperimentException(
                $"'{path}' holds queries of {floats} floats, but '{rows}' rows of {dimension}; export both from the same layer.");
        }
        return count > 0 ? new ExportedQueries(name, path, count) : throw new ExperimentException($"'{path}' holds no queries; remove it.");
    }
}
