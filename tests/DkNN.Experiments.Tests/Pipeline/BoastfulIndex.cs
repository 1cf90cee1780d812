using System.Collections.Immutable;
using DkNN.Vectors;

namespace DkNN.Experiments.Tests.Pipeline;

/// <summary>An index that gives the first rows to every query, and says that they are at no distance.</summary>
internal sealed class BoastfulIndex(RowMatrix rows) : INeighborIndex
{
    public static ConfiguredIndex Configured { get; } =
        NeighborIndexPlugin.Create("boastful", "", new Factory(), new NoOptions()).Configure(OptionValues.None("boastful"));

    public int Count => rows.Count;

    public int Dimension => rows.Dimension;

    public void Search(RowMatrix queries, int k, Span<int> ids, Span<float> distances, CancellationToken cancellationToken = default)
    {
        for (int place = 0; place < ids.Length; place++) ids[place] = place % k;
        distances.Clear();
    }

    public void Save(string path) => File.WriteAllBytes(path, []);

    public void Dispose()
    {
    }

    private sealed class Options;

    private sealed class Factory : INeighborIndexFactory<Options>
    {
        public INeighborIndex Build(RowMatrix rows, Options options, IndexBuildContext context) => new BoastfulIndex(rows);

        public INeighborIndex Load(string path, RowMatrix rows, Options options) => new BoastfulIndex(rows);
    }

    private sealed class NoOptions : IOptionsBinder<Options>
    {
        ImmutableArray<OptionInfo> IOptionsBinder<Options>.Options => [];

        public Options Bind(OptionValues values) => new();

        public ImmutableSortedDictionary<string, string> Format(Options options) => ImmutableSortedDictionary<string, string>.Empty;
    }
}
