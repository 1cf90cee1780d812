namespace DkNN.Experiments.Tests;

public sealed class RunDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_next_run_takes_away_what_the_former_made_and_nothing_else()
    {
        using (var first = RunDirectory.Claim(_folder["run"])) Make(first, "results.json", "ood-strangers.csv", "plots/accuracy.png", "model/model.json");
        File.WriteAllText(_folder["run", "notes.txt"], "mine");
        File.WriteAllText(_folder["run", "plots", "mine.png"], "mine");
        File.WriteAllText(_folder["run", $"results.json.{Guid.NewGuid():N}.tmp"], "what a power cut left");
        using (var second = RunDirectory.Claim(_folder["run"]))
        {
            Assert.True(File.Exists(second["ood-strangers.csv"]));
            Make(second, "results.json");
        }
        Assert.Equal(
            [".dknn-lock", "notes.txt", "plots/mine.png", "results.json", "run-files.json"],
            Directory.EnumerateFiles(_folder["run"], "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(_folder["run"], file).Replace('\\', '/')).Order(StringComparer.Ordinal));
        Assert.False(Directory.Exists(_folder["run", "model"]));
    }

    [Fact]
    public void One_run_at_a_time_writes_into_a_directory()
    {
        using (RunDirectory.Claim(_folder["run"])) Assert.Contains("another run", Refusal(), StringComparison.Ordinal);
        RunDirectory.Claim(_folder["run"]).Dispose();
    }

    [Fact]
    public void A_directory_of_other_things_is_refused_as_it_is()
    {
        Directory.CreateDirectory(_folder["run"]);
        File.WriteAllText(_folder["run", "thesis.tex"], "");
        Assert.Contains("'thesis.tex', and no run", Refusal(), StringComparison.Ordinal);
        File.WriteAllText(_folder["run", "results.json"], "{}");
        Assert.Contains("an older program", Refusal(), StringComparison.Ordinal);
        Assert.Equal(["results.json", "thesis.tex"], Directory.EnumerateFiles(_folder["run"]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_stranger_in_the_models_folder_is_not_lost()
    {
        using (var first = RunDirectory.Claim(_folder["run"])) Make(first, "model/model.json");
        File.WriteAllText(_folder["run", "model", "mine.txt"], "");
        Assert.Contains("mine.txt", Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[\"../outside\"]")]
    [InlineData("[\"/etc/passwd\"]")]
    [InlineData("[null]")]
    [InlineData("[\"a\\u0000b\"]")]
    [InlineData("{")]
    public void A_list_that_names_what_no_run_made_is_refused(string list)
    {
        Directory.CreateDirectory(_folder["run"]);
        File.WriteAllText(_folder["run", RunList.FileName], list);
        Assert.Contains(RunList.FileName, Assert.Throws<InvalidDataException>(() => RunDirectory.Claim(_folder["run"])).Message, StringComparison.Ordinal);
    }

    /// <summary>Windows lets nobody but administrators make links.</summary>
    [Fact]
    public void Nothing_behind_a_link_is_deleted_or_written()
    {
        if (OperatingSystem.IsWindows()) return;
        Directory.CreateDirectory(_folder["outside"]);
        File.WriteAllText(_folder["outside", "a.txt"], "");
        using (var run = RunDirectory.Claim(_folder["run"])) Make(run, "results.json", "plots/a.txt");
        Directory.Delete(_folder["run", "plots"], recursive: true);
        Directory.CreateSymbolicLink(_folder["run", "plots"], _folder["outside"]);
        Assert.Contains("is a link", Refusal(), StringComparison.Ordinal);
        File.WriteAllText(_folder["run", RunList.FileName], "[]");
        using (var run = RunDirectory.Claim(_folder["run"]))
        {
            run.Clear();
            Assert.Contains("is a link", Assert.Throws<ExperimentException>(() => run.Announce("plots/b.txt")).Message, StringComparison.Ordinal);
            // What was refused is not on the list that the next files are added to.
            run.Announce("results.json");
            Assert.Equal("""["results.json"]""", string.Concat(File.ReadAllText(run[RunList.FileName]).Where(letter => !char.IsWhiteSpace(letter))));
        }
        Assert.Equal([_folder["outside", "a.txt"]], Directory.GetFiles(_folder["outside"]));
    }

    [Fact]
    public void An_interrupted_run_says_that_it_is_not_finished()
    {
        using (var run = RunDirectory.Claim(_folder["run"])) Make(run, "predictions.csv");
        Assert.Contains("interrupted", Assert.Throws<DirectoryNotFoundException>(() => RunDirectory.Open(_folder["run"])).Message, StringComparison.Ordinal);
    }

    private static void Make(RunDirectory run, params string[] names)
    {
        run.Clear();
        run.Announce(names);
        foreach (string name in names)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(run[name])!);
            File.WriteAllText(run[name], "");
        }
    }

    private string Refusal() => Assert.Throws<ExperimentException>(() => RunDirectory.Claim(_folder["run"])).Message;
}
