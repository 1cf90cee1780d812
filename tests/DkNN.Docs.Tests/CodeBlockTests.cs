using System.Text.Json;
using System.Xml.Linq;

namespace DkNN.Docs.Tests;

/// <summary>Holds every code block of the README and of docs/ to what it says it is.</summary>
public sealed class CodeBlockTests
{
    public static TheoryData<string> Pages => [.. Page.Paths];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_is_what_it_says(string path)
    {
        foreach (var block in new Page(path).Blocks)
        {
            var problem = Record.Exception(() => Check(block));
            Assert.True(problem is null, $"{path}, line {block.Line}: {problem?.Message}");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_example_compiles_or_gives_its_diagnostic(string path)
    {
        var blocks = new Page(path).Blocks.Where(block => block.Kind == "csharp").ToList();
        foreach (var wrong in blocks.Where(block => block.Word.Length > 0 && block.File is null))
        {
            Assert.True(wrong.Word == Sample.Single(wrong.Word, wrong.Text), $"{path}, line {wrong.Line} does not give {wrong.Word} alone");
        }
        string[] right = [.. blocks.Where(block => block.Word.Length == 0).Select(block => block.Text)];
        if (right.Length > 0) Assert.Equal([], Sample.Errors(right));
    }

    /// <summary>What no test compiles here, a program of the web for one, is built where the samples are.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_that_names_a_file_is_that_file(string path)
    {
        foreach (var block in new Page(path).Blocks.Where(block => block.File is not null))
        {
            Assert.Equal(File.ReadAllText(Path.Combine(Page.Root, block.File!)).ReplaceLineEndings("\n").Trim(), block.Text.Trim());
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_in_the_text_exists(string path) => Assert.All(new Page(path).InlineCommands, Shell.CheckMention);

    /// <summary>Those that need neither network nor training, and write nothing.</summary>
    [Fact]
    public void Cheap_commands_are_run()
    {
        var pages = Page.Paths.Select(path => new Page(path)).ToList();
        var shown = pages
            .SelectMany(page => page.Blocks)
            .Where(block => block.Kind == "shell")
            .SelectMany(block => Shell.Lines(block.Text));
        var cheap = shown.Concat(pages.SelectMany(page => page.InlineCommands))
            .Where(line => line == "dknn data list"
                || line.StartsWith("dknn ", StringComparison.Ordinal) && line.EndsWith("--help", StringComparison.Ordinal))
            .ToHashSet();
        Assert.Superset(new HashSet<string> { "dknn data list", "dknn run --help" }, cheap);
        Assert.All(cheap, line => Assert.Equal(0, Shell.Run(line)));
    }

    [Fact]
    public void What_a_guide_shows_is_what_the_samples_hold_and_the_stories_run()
    {
        string[] samples =
        [
            .. Directory.EnumerateFiles(Path.Combine(Page.Root, "samples"), "*", SearchOption.AllDirectories)
                .Where(file => Path.GetExtension(file) is ".cs" or ".csproj")
                .Select(file => File.ReadAllText(file).ReplaceLineEndings("\n").Trim()),
        ];
        var shown = Page.Paths.Where(path => path.StartsWith("docs/guides/", StringComparison.Ordinal))
            .SelectMany(path => new Page(path).Blocks)
            .Where(block => block.Kind is "csharp" or "xml");
        Assert.NotEmpty(shown);
        Assert.All(shown, block => Assert.Contains(block.Text.Trim(), samples));
    }

    [Fact]
    public void There_are_pages_with_blocks_of_each_kind()
    {
        var kinds = Page.Paths.SelectMany(path => new Page(path).Blocks).Select(block => block.Kind).ToHashSet();
        Assert.Superset(new HashSet<string> { "csharp", "shell", "text", "xml" }, kinds);
    }

    [Fact]
    public void A_mistake_in_a_block_is_found()
    {
        Assert.NotEmpty(Sample.Errors(["public sealed class A : INoSuchContract;"]));
        Assert.ThrowsAny<Exception>(() => Shell.Check("dknn run --no-such-option"));
        Assert.ThrowsAny<Exception>(() => Shell.Check("dknn no-such-command"));
        Assert.ThrowsAny<Exception>(() => Shell.CheckMention("dknn no-such-command"));
        Assert.ThrowsAny<Exception>(() => Shell.Check("dotnet build src/NoSuchProject"));
        Assert.ThrowsAny<Exception>(() => Check(new Page.Block("", "", "of no kind", 1)));
        Assert.ThrowsAny<Exception>(() => Check(new Page.Block("json", "", "{", 1)));
        Assert.ThrowsAny<Exception>(() => Check(new Page.Block("csv", "", "a,b\n1", 1)));
    }

    private static void Check(Page.Block block)
    {
        switch (block.Kind)
        {
            case "csharp" or "text":
                break;
            case "shell":
                Assert.All(Shell.Lines(block.Text), Shell.Check);
                break;
            case "json":
                JsonDocument.Parse(block.Text).Dispose();
                break;
            case "xml":
                XDocument.Parse(block.Text);
                break;
            case "csv":
                Assert.Single(block.Text.Split('\n').Select(line => line.Split(',').Length).Distinct());
                break;
            default:
                Assert.Fail($"'{block.Kind}' is no kind of block; write csharp, shell, json, xml, csv or text after the fence");
                break;
        }
    }
}
