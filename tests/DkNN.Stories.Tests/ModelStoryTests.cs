using System.Globalization;
using System.Net;
using System.Text.Json;
using DkNN.Data;
using DkNN.Experiments;

namespace DkNN.Stories.Tests;

/// <summary>What a stranger does with the model that a run left: programs and a service of a few lines, from packages only.</summary>
[Collection(StrangerGroup.Name)]
public sealed class ModelStoryTests(Stranger stranger)
{
    private const string Run = "fitted-run", Picture = "digit.png";

    [Theory]
    [InlineData("console/Program.cs", 10)]
    [InlineData("file-based/classify.cs", 15)]
    [InlineData("web/Program.cs", 20)]
    public void A_sample_is_as_short_as_is_said(string sample, int lines) =>
        Assert.InRange(File.ReadAllLines(Stranger.Sample(sample)).Length, 1, lines);

    [Fact]
    public void A_program_of_ten_lines_classifies_a_picture_and_lists_its_neighbours()
    {
        var expected = Fitted();
        string[] said = Lines(stranger.Require("dotnet", stranger.Workshop.Console, stranger[Run], stranger[Picture]));
        Assert.Contains(Credibility(expected), said[0], StringComparison.Ordinal);
        Assert.Equal(["Conv1", "Conv2", "Conv3", "Output"], said[1..].Select(line => line.Split(':')[0]));
        Assert.All(said[1..], line => Assert.Equal(5, line.Split('#').Length - 1));
    }

    [Fact]
    public void A_program_in_one_file_runs_without_a_project()
    {
        var expected = Fitted();
        stranger.CopySample("file-based", "");
        string program = stranger["file-based", "classify.cs"];
        string said = stranger.Require("dotnet", "run", program, "--", stranger[Run], stranger[Picture]);
        Assert.Contains($"{stranger[Picture]}: ", said, StringComparison.Ordinal);
        Assert.Contains(Credibility(expected), said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_published_service_answers_and_says_whether_it_is_well()
    {
        var expected = Fitted();
        stranger.Require("dotnet", "publish", stranger.Workshop.Web, "-c", "Release", "--no-build", "-o", stranger["service"]);
        string program = stranger["service", "ClassifyService.dll"];
        using (var service = new RunningService(program, stranger[Run]))
        {
            Assert.Equal("Healthy", await service.Client.GetStringAsync("healthz"));
            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Classify(service, stranger[Picture])));
            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
            using var answer = JsonDocument.Parse(answers[0].Text);
            Assert.Equal(expected.DknnPrediction, answer.RootElement.GetProperty("label").GetInt32());
            Assert.Equal(expected.PValues, answer.RootElement.GetProperty("pValues").EnumerateArray().Select(value => value.GetDouble()));
            var refused = await Classify(service, Path.Combine(stranger.Workshop.Web, "Program.cs"));
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.Contains("This is no picture", refused.Text, StringComparison.Ordinal);
        }
        using var empty = new RunningService(program, stranger["nowhere"]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await empty.Client.GetAsync("healthz")).StatusCode);
    }

    private static async Task<(HttpStatusCode Status, string Text)> Classify(RunningService service, string path)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(await File.ReadAllBytesAsync(path)), "picture", Path.GetFileName(path) },
        };
        using var response = await service.Client.PostAsync("classify", form);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>A run with its model, and a picture of one of its images.</summary>
    /// <returns>What the evaluation said of that image.</returns>
    private PredictionRow Fitted()
    {
        if (!Directory.Exists(stranger[Run]))
        {
            stranger.Drop("no-plugins");
            stranger.Run("no-plugins", Run);
        }
        var row = PredictionsFile.Read(stranger[Run, PredictionsFile.FileName]).First(row => row.Epsilon == 0);
        var images = new DataCatalogue().Open(stranger["digits"]).Test;
        PictureWriter.WritePng(stranger[Picture], images.Shape, images.Pixels(row.Id));
        return row;
    }

    private static string Credibility(PredictionRow row) => string.Create(CultureInfo.InvariantCulture, $"(credibility {row.Credibility:F3})");

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
