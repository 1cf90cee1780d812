using System.Collections.Immutable;
using DkNN.Vectors;

namespace DkNN.Indexes.Exact.Tests;

/// <summary>What the program writes into a saved index, and asks for again.</summary>
public sealed class LabelTests : IDisposable
{
    private static readonly Dictionary<string, string> Origin = new() { ["layer"] = "Conv1", ["architecture"] = "abc" };

    private readonly TemporaryFolder _folder = new();
    private readonly RowMatrix _rows = SampleRows.Clustered(50, 8, seed: 1);

    private string File => _folder["saved.index"];

    public void Dispose()
    {
        _rows.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_saved_index_says_what_it_is()
    {
        Save(Plugin("exact", "5"));
        Assert.Equal(
            """{"plugin":"exact","options":{"size":"5"},"rows":50,"dimension":8,"origin":{"architecture":"abc","layer":"Conv1"}}"""u8,
            SectionFile.Read(File, "about"));
        using var index = Plugin("exact", "5").Load(File, _rows, Origin);
        Assert.Equal(50, index.Count);
    }

    [Fact]
    public void Another_plugin_other_options_other_rows_and_another_origin_are_refused()
    {
        Save(Plugin("exact", "5"));
        using var fewer = _rows.Slice(0, 49);
        AssertRefused(Plugin("other", "5"), _rows, Origin, "\"plugin\":\"other\"");
        AssertRefused(Plugin("exact", "6"), _rows, Origin, "\"size\":\"6\"");
        AssertRefused(Plugin("exact", "5"), fewer, Origin, "\"rows\":49");
        AssertRefused(Plugin("exact", "5"), _rows, new() { ["layer"] = "Conv2" }, "\"layer\":\"Conv2\"");
    }

    [Fact]
    public void An_index_without_a_label_is_refused_where_one_is_asked_for()
    {
        var plugin = Plugin("exact", "5");
        using (var index = plugin.Build(_rows, new IndexBuildContext(1, null, CancellationToken.None))) index.Save(File);
        AssertRefused(plugin, _rows, Origin, "no section 'about'");
        plugin.Load(File, _rows).Dispose();
    }

    private static ConfiguredIndex Plugin(string name, string size) =>
        NeighborIndexPlugin.Create(name, "", new ExactIndexFactory(), new Binder(size)).Configure(OptionValues.None(name));

    private void Save(ConfiguredIndex plugin)
    {
        using var index = plugin.Build(_rows, new IndexBuildContext(1, null, CancellationToken.None));
        plugin.Save(index, File, Origin);
    }

    private void AssertRefused(ConfiguredIndex plugin, RowMatrix rows, Dictionary<string, string> origin, string saying)
    {
        var problem = Assert.Throws<InvalidDataException>(() => plugin.Load(File, rows, origin).Dispose());
        Assert.Contains(File, problem.Message, StringComparison.Ordinal);
        Assert.Contains(saying, problem.Message, StringComparison.Ordinal);
        Assert.Contains("made anew", problem.Message, StringComparison.Ordinal);
    }

    private sealed class Binder(string size) : IOptionsBinder<ExactOptions>
    {
        public ImmutableArray<OptionInfo> Options => [];

        public ExactOptions Bind(OptionValues values) => new();

        public ImmutableSortedDictionary<string, string> Format(ExactOptions options) =>
            ImmutableSortedDictionary.CreateRange([KeyValuePair.Create("size", size)]);
    }
}
