using System.Globalization;
using System.Text.Json;
using DkNN.Data;
using DkNN.Model;
using SkiaSharp;

namespace DkNN.EndToEnd.Tests;

[Collection(nameof(GlyphRuns))]
public sealed class ClassifyTests(GlyphRun run)
{
    private const string Next = "Next:";

    [Fact]
    public void A_first_run_tells_its_story_and_the_next_commands_work_as_printed()
    {
        Assert.Equal(0, run.Code);
        string[] pictures = ["believed.png", "doubted.png", "foreign.png"], there = [.. pictures.Where(name => File.Exists(Path.Combine(run.Folder, "samples", name)))];
        Assert.Subset(there.ToHashSet(), new[] { "believed.png", "foreign.png" }.ToHashSet());
        foreach (string picture in pictures)
        {
            Assert.Contains(there.Contains(picture) ? $"\n{picture}, " : $"\nThere is no {picture}: no image of the gallery ", run.Output, StringComparison.Ordinal);
        }
        Assert.Contains("never saw the like of (glyph-letters)", run.Output, StringComparison.Ordinal);
        string[] commands = [.. run.Output.Split('\n').SkipWhile(line => line != Next).Skip(1).TakeWhile(line => line.StartsWith("  dknn ", StringComparison.Ordinal))];
        Assert.NotEmpty(commands);
        Assert.Equal(new DataCatalogue().Find("mnist") is null, commands.Contains("  dknn data fetch mnist"));
        foreach (string command in commands.Where(line => line.Contains("samples", StringComparison.Ordinal)))
        {
            var (code, output, error) = Dknn.Run(command.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]);
            Assert.True(code == 0, error);
            Assert.NotEmpty(output);
        }
    }

    [Fact]
    public void Pictures_of_test_images_get_the_answers_of_the_evaluation()
    {
        var rows = run.Rows.Take(20).ToArray();
        Directory.CreateDirectory(run["digits"]);
        foreach (var row in rows) PictureWriter.WritePng(run["digits", $"{row.Id:D5}.png"], run.Data.Test.Shape, run.Data.Test.Pixels(row.Id));
        var (code, output, error) = Classify("--json", run["digits"]);
        Assert.Equal((0, ""), (code, error));
        var answers = Json(output);
        Assert.Equal(rows.OrderBy(row => row.Id).Select(row => row.PValues), answers.Select(PValues));
        Assert.Equal(rows.OrderBy(row => row.Id).Select(row => row.DknnPrediction), answers.Select(answer => answer.GetProperty("label").GetInt32()));

        // Another number of threads than the evaluation had: the answers are the same.
        var (_, csv, _) = Classify("--csv", run["digits"], "--threads", "1");
        string[] lines = csv.TrimEnd().Split('\n');
        Assert.Equal(rows.Length + 1, lines.Length);
        Assert.StartsWith("image,verdict,label,", lines[0], StringComparison.Ordinal);
        Assert.Equal(
            answers.Select(PValues),
            lines[1..].Select(line => line.Split(',')[^run.Data.Classes..].Select(text => double.Parse(text, CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void What_nobody_drew_for_the_network_is_answered_and_what_is_no_picture_gets_a_line()
    {
        Draw("black.png", 28, 28, (_, _) => SKColors.Black);
        Draw("white.png", 28, 28, (_, _) => SKColors.White);
        Draw("dot.png", 1, 1, (_, _) => SKColors.Gray);
        Draw("photo [1] of a wall.png", 1200, 900, (x, y) => new SKColor((byte)x, (byte)y, (byte)(x + y)));
        var random = new Random(1);
        Draw("noise.png", 28, 28, (_, _) => new SKColor((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)));
        File.WriteAllText(run["strange", "text.png"], "no picture");
        File.WriteAllBytes(run["strange", "empty.png"], []);
        var (code, output, error) = Classify("--json", run["strange"], run["missing.png"]);
        Assert.Equal(1, code);
        string[] named = ["black.png", "dot.png", "empty.png", "text.png", "white.png", "missing.png"];
        string[] problems = error.TrimEnd().Split('\n');
        Assert.Equal(named.Length, problems.Length);
        Assert.All(named.Zip(problems), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
        var answers = Json(output);
        Assert.Equal(2, answers.Length);
        Assert.All(answers, answer => Assert.InRange(answer.GetProperty("credibility").GetDouble(), 0, Verdict.DefaultCredibility));
        Assert.All(answers, answer => Assert.Contains("do not trust it", answer.GetProperty("verdict").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Standard_input_is_one_picture_and_a_rejected_image_has_an_exit_code_of_its_own()
    {
        var credible = run.Rows.First(row => row.Credibility is > 0.2 and < 1);
        string picture = run["one.png"];
        PictureWriter.WritePng(picture, run.Data.Test.Shape, run.Data.Test.Pixels(credible.Id));
        var (code, output, error) = Dknn.RunWith(File.ReadAllBytes(picture), "classify", "-", "--model", run.Folder, "--reject-below", "0.1");
        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("-: ", output, StringComparison.Ordinal);
        (code, output, _) = Classify(picture, "--reject-below", "1", "--explain", run["why"]);
        Assert.Equal(3, code);
        Assert.Contains(": rejected: ", output, StringComparison.Ordinal);
        Assert.True(File.Exists(run["why", "one", "explanation.html"]));
    }

    [Theory]
    [InlineData("dknn run", "classify", "x.png")]
    [InlineData("holds no model", "classify", "x.png", "--model", "{folder}")]
    [InlineData("There is no directory", "classify", "x.png", "--model", "{folder}/none")]
    [InlineData("--reject-below", "classify", "x.png", "--model", "{folder}/run", "--reject-below", "2")]
    [InlineData("--json and --csv", "classify", "x.png", "--model", "{folder}/run", "--json", "--csv")]
    public void Wrong_usage_is_a_line_with_its_mend(string word, params string[] arguments)
    {
        var (code, _, error) = Dknn.Run(arguments.Select(argument => argument.Replace("{folder}", run[""], StringComparison.Ordinal)));
        Assert.Equal(2, code);
        Assert.Contains(word, Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void A_models_files_are_listed_and_damage_is_found()
    {
        var description = ModelDirectory.Read(ModelDirectory.Find(run.Folder));
        var (code, output, _) = Dknn.Run("model", "info", run.Folder);
        Assert.Equal(0, code);
        Assert.All(description.Files, file => Assert.Contains(file.Name, output, StringComparison.Ordinal));
        (_, output, _) = Dknn.Run("model", "info", run.Folder, "--json");
        using (var json = JsonDocument.Parse(output)) Assert.Equal("glyphs", json.RootElement.GetProperty("dataset").GetString());
        Assert.Equal(0, Dknn.Run("model", "verify", run.Folder).Code);

        // A copy, since the model's files are those of the cache.
        Directory.CreateDirectory(run["copy"]);
        foreach (string file in Directory.EnumerateFiles(ModelDirectory.Find(run.Folder))) File.Copy(file, run["copy", Path.GetFileName(file)]);
        byte[] weights = File.ReadAllBytes(run["copy", ModelDirectory.WeightsFile]);
        weights[^1] ^= 1;
        File.WriteAllBytes(run["copy", ModelDirectory.WeightsFile], weights);
        (code, _, string error) = Dknn.Run("model", "verify", run["copy"]);
        Assert.Equal(1, code);
        Assert.Contains(ModelDirectory.WeightsFile, Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private (int Code, string Output, string Error) Classify(params string[] arguments) => Dknn.Run(["classify", "--model", run.Folder, .. arguments]);

    private static JsonElement[] Json(string lines) => [.. lines.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];

    private static double[] PValues(JsonElement answer) => [.. answer.GetProperty("pValues").EnumerateArray().Select(p => p.GetDouble())];

    private void Draw(string name, int width, int height, Func<int, int, SKColor> colour)
    {
        using var bitmap = new SKBitmap(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++) bitmap.SetPixel(x, y, colour(x, y));
        }
        Directory.CreateDirectory(run["strange"]);
        using var stream = File.Create(run["strange", name]);
        bitmap.Encode(stream, SKEncodedImageFormat.Png, quality: 100);
    }
}
