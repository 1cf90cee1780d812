using DkNN.Core;

namespace DkNN.Model.Tests;

[Collection(nameof(FittedRuns))]
public sealed class ConventionsTests(FittedRun run)
{
    [Theory]
    [InlineData("paper")]
    [InlineData("cleverhans")]
    [InlineData("sitawarin,calibration=random")]
    [InlineData("conformal,classes=apart,center=before")]
    [InlineData("compact,project=16")]
    [InlineData("compact,project=8:2.5,rows=f16,p=valid")]
    public void A_model_says_of_each_image_what_the_evaluation_said_whatever_the_conventions(string text)
    {
        var (results, rows, folder) = run.Under(text, limit: 60);
        var conventions = Conventions.Parse(text);
        Assert.Equal($"{conventions}", results.Conventions);
        using var model = run.Open(folder);
        Assert.Equal(results.Conventions, model.Description.Conventions);
        Assert.All(
            model.Search.Layers,
            layer => Assert.Equal(conventions.Space.Dimension(layer.Layer.Neurons), layer.Rows.Dimension));
        Assert.Equal(results.Indexes.Select(index => index.Dimension), model.Description.Layers.Select(layer => layer.Dimension));
        var together = model.Classify(run.Data.Test.Select([.. rows.Select(row => row.Id)]));
        foreach (var (row, said) in rows.Zip(together))
        {
            Assert.Equal((row.DknnPrediction, row.Credibility), (said.Label, said.Credibility));
            Assert.Equal(row.PValues, said.PValues);
            Assert.Equal(row.PValues, model.Classify(run.Data.Test.Pixels(row.Id)).PValues);
        }
    }

    [Fact]
    public void A_compact_model_takes_a_hundredth_of_the_bytes_and_reads_digits_as_well()
    {
        var (results, rows, folder) = run.Under("compact,project=16", limit: 200);
        long Bytes(string of) => Directory.EnumerateFiles(Path.Combine(of, ModelDirectory.Name), "*.rows").Sum(file => new FileInfo(file).Length);
        Assert.InRange(Bytes(folder), 1, Bytes(run.Folder) / 100);
        var whole = run.Rows.ToDictionary(row => row.Id);
        int right = rows.Count(row => row.DknnPrediction == row.Label), before = rows.Count(row => whole[row.Id].DknnPrediction == row.Label);
        Assert.InRange(right, before - 10, rows.Count);
        Assert.Equal(results.Split.Train, run.Data.Train.Count);
    }

    [Fact]
    public void Smoothed_p_values_lie_between_those_without_ties_and_those_with_all()
    {
        using var plain = run.Open();
        var (_, rows, _) = run.Under("conformal", limit: 200);
        var scores = plain.Calibration.Scores;
        foreach (var row in rows)
        {
            for (int label = 0; label < row.PValues.Count; label++)
            {
                int above = scores.Count(score => score.Alpha > row.Alpha[label]), atLeast = scores.Count(score => score.Alpha >= row.Alpha[label]);
                Assert.InRange(row.PValues[label], (double)above / (scores.Length + 1), (atLeast + 1.0) / (scores.Length + 1));
            }
        }
        // Images that have all neighbours on their side tie, and are told apart by their draws.
        Assert.True(rows.Where(row => row.Alpha[row.DknnPrediction] == 0).Select(row => row.Credibility).Distinct().Count() > 20);
    }
}
