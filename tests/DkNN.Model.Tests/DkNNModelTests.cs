using DkNN.Data;
using DkNN.Experiments;

namespace DkNN.Model.Tests;

[Collection(nameof(FittedRuns))]
public sealed class DkNNModelTests(FittedRun run)
{
    [Fact]
    public void An_opened_model_says_of_each_image_what_the_evaluation_said()
    {
        using var model = run.Open();
        int[] ids = [.. run.Rows.Select(row => row.Id)];
        var predictions = model.Classify(run.Data.Test.Select(ids));
        Assert.Equal(ids.Length, predictions.Count);
        for (int image = 0; image < ids.Length; image++) RequireSame(run.Rows[image], predictions[image]);
    }

    [Fact]
    public void One_image_alone_gets_the_answer_that_it_got_among_many()
    {
        using var model = run.Open();
        foreach (var row in run.Rows.Take(60)) RequireSame(row, model.Classify(run.Data.Test.Pixels(row.Id)));
    }

    [Fact]
    public void Concurrent_callers_get_their_own_answers()
    {
        using var model = run.Open();
        Parallel.For(0, FullTests.Times(all: 400, some: 100), new ParallelOptions { MaxDegreeOfParallelism = 8 }, call =>
        {
            var row = run.Rows[call % run.Rows.Count];
            RequireSame(row, model.Classify(run.Data.Test.Pixels(row.Id)));
        });
    }

    [Fact]
    public void An_explanation_names_neighbours_whose_votes_give_the_prediction()
    {
        using var model = run.Open();
        foreach (var row in run.Rows.Take(20))
        {
            var explanation = model.Explain(run.Data.Test.Pixels(row.Id), nearest: 5);
            RequireSame(row, explanation.Prediction);
            Assert.Equal(model.Description.Layers.Select(layer => layer.Name), explanation.Layers.Select(layer => layer.Layer.Name));
            Assert.All(explanation.Layers, layer => Assert.Equal(model.Search.Neighbors, layer.Votes.Sum()));
            Assert.All(explanation.Layers, layer => Assert.Equal(5, layer.Nearest.Length));
            Assert.All(explanation.Layers, layer => Assert.Equal(layer.Nearest.Order(ByDistance), layer.Nearest));
            Assert.All(explanation.Layers.SelectMany(layer => layer.Nearest), near => Assert.Equal(run.Data.Train.Label(near.Id), near.Label));
            int all = model.Search.Neighbors * explanation.Layers.Length;
            Assert.Equal(row.Alpha, Enumerable.Range(0, 10).Select(j => all - explanation.Layers.Sum(layer => layer.Votes[j])));
            var first = explanation.Layers.FirstOrDefault(layer => layer.Votes.IndexOf(layer.Votes.Max()) != row.NetworkPrediction);
            Assert.Equal(first, explanation.FirstToDisagree);
        }
    }

    [Fact]
    public void Thumbnails_are_the_training_images()
    {
        using var model = run.Open();
        Assert.Equal(run.Data.Train.Pixels(17).ToArray(), model.Thumbnails!.Read(17));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Thumbnails.Read(run.Data.Train.Count));
    }

    [Fact]
    public void Prediction_sets_grow_with_their_level_and_hold_every_class_that_is_likely_enough()
    {
        using var model = run.Open();
        var prediction = model.Classify(run.Data.Test.Pixels(run.Rows[0].Id));
        Assert.Equal(
            Enumerable.Range(0, 10).Where(j => prediction.PValues[j] > 0.1), prediction.Set(0.9).Classes.AsEnumerable());
        Assert.Subset(prediction.Set(0.999).Classes.ToHashSet(), prediction.Set(0.5).Classes.ToHashSet());
        Assert.Throws<ArgumentOutOfRangeException>(() => prediction.Set(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => prediction.Set(0));
    }

    [Fact]
    public void The_description_lists_every_file_and_damage_is_found()
    {
        string copy = run.Temporary("damaged");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.EnumerateFiles(ModelDirectory.Find(run.Folder)))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)), overwrite: true);
        }
        var description = ModelDirectory.Read(copy);
        Assert.Equal(
            Directory.EnumerateFiles(copy).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            description.Files.Select(file => file.Name).Append(ModelDirectory.DescriptionFile).Order(StringComparer.Ordinal));
        Assert.Empty(ModelDirectory.Verify(copy));

        string weights = Path.Combine(copy, ModelDirectory.WeightsFile);
        byte[] content = File.ReadAllBytes(weights);
        content[^1] ^= 1;
        File.WriteAllBytes(weights, content);
        Assert.Equal([ModelDirectory.WeightsFile], ModelDirectory.Verify(copy).AsEnumerable());
        File.Delete(Path.Combine(copy, ModelDirectory.LabelsFile));
        var problem = Assert.Throws<InvalidDataException>(() => run.Open(copy));
        Assert.Contains("labels.idx is missing", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_without_a_model_is_told_from_one_that_is_not_there()
    {
        string empty = run.Temporary("empty");
        Directory.CreateDirectory(empty);
        Assert.Contains("holds no model", Assert.Throws<DirectoryNotFoundException>(() => run.Open(empty)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "There is no directory",
            Assert.Throws<DirectoryNotFoundException>(() => run.Open(run.Temporary("none"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_that_shows_nothing_is_marked_and_leaves_the_others_their_answers()
    {
        using var model = run.Open();
        var row = run.Rows[0];
        byte[] white = [.. Enumerable.Repeat((byte)255, 784)];
        var answers = model.Classify(ImageSet.Copy(1, 28, 28, 10, [.. white, .. run.Data.Test.Pixels(row.Id)], new int[2]));
        Assert.Equal([true, false], answers.Select(answer => answer.IsBlank));
        RequireSame(row, answers[1]);
        Assert.True(model.Explain(white).Prediction.IsBlank);
    }

    [Fact]
    public void Images_of_another_shape_are_refused()
    {
        using var model = run.Open();
        Assert.Throws<ArgumentException>(() => model.Classify(new byte[783]));
    }

    private static readonly Comparer<Neighbor> ByDistance = Comparer<Neighbor>.Create((one, other) => one.Distance.CompareTo(other.Distance));

    private static void RequireSame(PredictionRow row, DkNNPrediction prediction)
    {
        Assert.Equal(row.Alpha, prediction.Alpha.AsEnumerable());
        Assert.Equal(row.PValues, prediction.PValues.AsEnumerable());
        Assert.Equal(
            (row.DknnPrediction, row.Credibility, row.Confidence, row.NetworkPrediction),
            (prediction.Label, prediction.Credibility, prediction.Confidence, prediction.NetworkLabel));
        Assert.Equal(row.NetworkConfidence, prediction.NetworkConfidence, 1e-6);
    }
}
