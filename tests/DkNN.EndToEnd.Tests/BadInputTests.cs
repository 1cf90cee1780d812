using DkNN.Data;

namespace DkNN.EndToEnd.Tests;

public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mnist-baseline", "--architecture", "mnist-basline")]
    [InlineData("exact", "--index", "exakt")]
    [InlineData("fgsm", "--attack", "fgms")]
    [InlineData("glyphs", "--dataset", "glyph")]
    [InlineData("DeepLayers", "--layers", "DeepLayer")]
    [InlineData("--epsilons", "--epsilons", "1.5")]
    [InlineData("--epsilons", "--epsilons", "0.1,much")]
    [InlineData("--neighbors", "--neighbors", "6001")]
    [InlineData("--neighbors", "--neighbors", "0")]
    [InlineData("--calibration", "--calibration", "1750")]
    [InlineData("no options", "--index", "exact:trees=3")]
    [InlineData("target", "--target", "11")]
    [InlineData("--pixel-range: '0.1,1' is no range of pixels", "--pixel-range", "0.1,1")]
    [InlineData("energy", "--score", "enrgy")]
    [InlineData("no options", "--score", "energy:t=3")]
    [InlineData("'--neighbours' is no option of 'dknn run'. Did you mean '--neighbors'?", "--neighbours", "5")]
    [InlineData("--neighbors: 'many' is no whole number", "--neighbors", "many")]
    [InlineData("--learning-rate: '0,1' is no number", "--learning-rate", "0,1")]
    [InlineData("--threads is 0, but must be from 1 to", "--threads", "0")]
    [InlineData("does not exist", "--plugins", "nowhere")]
    [InlineData("--cache: '' is no path; name one.", "--cache", "")]
    [InlineData("'' is neither a known data set", "--dataset", "")]
    public void A_wrong_option_is_named_with_its_mend(string word, string option, string value)
    {
        var (code, _, error) = Dknn.Run("run", option, value, "--cache", _folder["cache"], "--out", _folder["run"]);
        Assert.Equal(2, code);
        Assert.Contains(word, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("swapped")]
    [InlineData("mislabelled")]
    [InlineData("counts")]
    public void Broken_data_is_refused_by_the_name_of_the_file(string fault)
    {
        var digits = GlyphSet.Create(train: 300, test: 100);
        string data = _folder["data"];
        IdxDirectory.Write(digits, data);
        string images = Path.Combine(data, "train-images-idx3-ubyte"), labels = Path.Combine(data, "train-labels-idx1-ubyte");
        string blamed = images;
        switch (fault)
        {
            case "truncated":
                File.WriteAllBytes(images, File.ReadAllBytes(images)[..5_000]);
                break;
            case "swapped":
                File.Move(images, images + ".old");
                File.Move(labels, images);
                File.Move(images + ".old", labels);
                break;
            case "mislabelled":
                byte[] wrong = File.ReadAllBytes(labels);
                wrong[^1] = 200;
                File.WriteAllBytes(labels, wrong);
                blamed = labels;
                break;
            default:
                IdxDirectory.Write(GlyphSet.Create(train: 299, test: 100), _folder["other"]);
                File.Copy(Path.Combine(_folder["other"], "train-labels-idx1-ubyte"), labels, overwrite: true);
                blamed = labels;
                break;
        }
        var (code, _, error) = Dknn.Run("run", "--dataset", data, "--cache", _folder["cache"], "--out", _folder["run"]);
        Assert.Equal(1, code);
        Assert.Contains(Path.GetFileName(blamed), error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "Give zeros=kept", "-k", "1", "--conventions", "zeros=trimmed")]
    [InlineData(2, "cannot be judged apart", "--conventions", "classes=apart")]
    [InlineData(1, "'--learning-rate' sets it", "--learning-rate", "1e30")]
    public void A_run_that_cannot_end_well_says_why_in_a_line(int expected, string words, params string[] options)
    {
        IdxDirectory.Write(GlyphSet.Create(train: 100, test: 20), _folder["data"]);
        var (code, _, error) = Dknn.Run(
        [
            "run", "--dataset", _folder["data"], "--epochs", "4", "--calibration", "3", "--epsilons", "0.1", "--cache", _folder["cache"],
            "--out", _folder["run"], .. options,
        ]);
        Assert.Equal(expected, code);
        Assert.Contains(words, error.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file", "run", "cannot be written")]
    [InlineData("", "", "holds other files, such as 'file', and no run")]
    public void An_output_directory_that_is_no_place_for_a_run_is_refused_before_any_work(string parent, string name, string words)
    {
        File.WriteAllText(_folder["file"], "");
        var (code, _, error) = Dknn.Run("run", "--cache", _folder["cache"], "--out", _folder[parent, name]);
        Assert.Equal(2, code);
        Assert.StartsWith("dknn: --out: ", error, StringComparison.Ordinal);
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["cache"]));
    }

    [Fact]
    public void An_unknown_command_is_wrong_usage()
    {
        var (code, _, error) = Dknn.Run("rum");
        Assert.Equal(2, code);
        Assert.StartsWith("dknn: 'rum' is no command of 'dknn'. Did you mean 'run'?", error, StringComparison.Ordinal);
    }
}
