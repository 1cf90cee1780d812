using System.Text;

namespace DkNN.Hosting.Tests;

public sealed class CatalogueTests : IDisposable
{
    private readonly PluginFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_plugins_of_one_name_are_an_error_that_names_both_files_and_neither_is_offered()
    {
        string first = _folder.Add("first/first.dll", Forge.Compile("first", Sources.Index("brute")));
        string second = _folder.Add("second.dll", Forge.Compile("second", Sources.Index("Brute")));
        _folder.Add("other.dll", Forge.Compile("other", Sources.Index("other")));

        var catalogue = _folder.Load();

        var failure = Assert.Single(catalogue.Failures);
        Assert.Equal(PluginFailureCode.DuplicateName, failure.Code);
        Assert.Contains(first, failure.Cause, StringComparison.Ordinal);
        Assert.Contains(second, failure.Cause, StringComparison.Ordinal);
        Assert.Equal(["other"], catalogue.Indexes.Select(loaded => loaded.Plugin.Name));
    }

    [Fact]
    public void One_assembly_that_names_a_plugin_twice_offers_neither()
    {
        string path = _folder.Add("twice.dll", Forge.Compile(
            "twice", Sources.Index("brute", attributes: """[assembly: Plugin(PluginKind.NeighborIndex, "brute", "Again.")]""")));

        var catalogue = _folder.Load();

        Assert.Empty(catalogue.All);
        Assert.Contains(catalogue.Failures, failure => failure.Code == PluginFailureCode.DuplicateName && failure.Path == path);
    }

    [Fact]
    public void The_other_plugins_of_an_assembly_with_a_duplicate_are_offered()
    {
        _folder.Add("every.dll", Forge.Compile("every", Sources.EveryKind));
        _folder.Add("good.dll", Forge.Compile("good", Sources.Index("brute")));

        Assert.Equal(["linear", "still"], _folder.Load().All.Select(loaded => loaded.Plugin.Name));
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_nearest_known_one()
    {
        _folder.Add("every.dll", Forge.Compile("every", Sources.EveryKind));
        var catalogue = _folder.Load();

        string index = Assert.Throws<PluginUnavailableException>(() => catalogue.Index("brut")).Message;
        string attack = Assert.Throws<PluginUnavailableException>(() => catalogue.Attack("brute")).Message;

        Assert.Equal("There is no index plugin 'brut'. Did you mean 'brute'? Known: brute.", index);
        Assert.Equal("There is no attack plugin 'brute'. Known: still.", attack);
    }

    [Fact]
    public void A_name_that_belongs_to_a_failed_plugin_is_answered_with_the_failure()
    {
        _folder.Add("bad.dll", Forge.Compile("bad", Sources.Index("future", contract: "7.0")));
        _folder.Add("one.dll", Forge.Compile("one", Sources.Index("twice")));
        _folder.Add("two.dll", Forge.Compile("two", Sources.Index("twice")));
        var catalogue = _folder.Load();

        string incompatible = Assert.Throws<PluginUnavailableException>(() => catalogue.Index("Future")).Message;
        string duplicate = Assert.Throws<PluginUnavailableException>(() => catalogue.Index("twice")).Message;

        Assert.Contains("version 7.0 of the plugin contract", incompatible, StringComparison.Ordinal);
        Assert.Contains("two.dll", duplicate, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("future")]
    [InlineData("bad")]
    [InlineData("BAD.dll")]
    public void A_refused_plugin_is_found_by_its_name_or_its_files_and_answered_with_the_failure(string name)
    {
        _folder.Add("bad.dll", Forge.Compile("bad", Sources.Index("future", contract: "7.0")));

        string said = Assert.Throws<PluginUnavailableException>(() => _folder.Load().OfAnyKind(name)).Message;

        Assert.StartsWith($"'{name}' is not offered. ", said, StringComparison.Ordinal);
        Assert.Contains("version 7.0 of the plugin contract", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_good_and_bad_DLLs_gives_this_catalogue()
    {
        byte[] good = Forge.Compile("good", Sources.Index("good"));
        byte[] helper = Forge.Compile("helper", "public class Helper;");
        _folder.Add("every/every.dll", Forge.Compile("every", Sources.EveryKind));
        _folder.Add("good/good.dll", good);
        _folder.Add("good/helper.dll", helper);
        _folder.Add("library.dll", helper);
        _folder.Add("cut.dll", good[..1500]);
        _folder.Add("empty.dll", []);
        _folder.Add("text.dll", "hello"u8.ToArray());
        _folder.Add("future.dll", Forge.Compile("future", Sources.Index("future", contract: "2.0")));
        _folder.Add("lost/lost.dll", Forge.Compile("lost", Sources.Index("lost", before: "new Helper();"), helper));
        _folder.Add("throws.dll", Forge.Compile("throws", Sources.Index("throws", before: """throw new Exception("bad table");""")));
        _folder.Add("twin-a.dll", Forge.Compile("twin-a", Sources.Index("twin")));
        _folder.Add("twin-b.dll", Forge.Compile("twin-b", Sources.Index("twin")));

        var catalogue = _folder.Load();

        var text = new StringBuilder();
        foreach (var (plugin, source) in catalogue.All)
        {
            text.Append($"{plugin.Kind} {plugin.Name} ({source.Assembly} {source.Version}): {plugin.Description}\n");
            foreach (var option in plugin.Options) text.Append($"  {option}\n");
        }
        foreach (var failure in catalogue.Failures) text.Append($"{failure}\n");
        string named = text.Replace(_folder.Root + Path.DirectorySeparatorChar, "").Replace('\\', '/').ToString();
        Snapshot.Match(named, "catalogue");
    }
}
