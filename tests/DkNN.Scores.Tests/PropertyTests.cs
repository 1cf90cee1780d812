using CsCheck;
using DkNN.Scores.Features;
using DkNN.Scores.Logits;
using DkNN.Scores.Neighbors;

namespace DkNN.Scores.Tests;

/// <summary>What holds whatever the data.</summary>
public sealed class PropertyTests
{
    private static readonly Gen<int> Seeds = CsCheck.Gen.Int[0, 1_000_000];

    [Fact]
    public void Energy_is_at_least_the_greatest_logit() => Seeds.Sample(
        seed =>
        {
            using var scene = Scene.Draw(seed);
            double[] energy = Scored.Of(new Energy(), new(), scene);
            double[] greatest = Scored.Of(new MaxLogit(), new(), scene);
            Assert.All(energy.Zip(greatest), pair => Assert.InRange(pair.First - pair.Second, 0, Math.Log(Scene.Classes) + 1e-12));
        },
        iter: 20);

    [Fact]
    public void Mahalanobis_distances_do_not_change_with_an_affine_map() => Seeds.Sample(
        seed =>
        {
            using var scene = Scene.Draw(seed, dimension: 5);
            var random = new Random(seed);
            double[][] map = [.. Enumerable.Range(0, 5).Select(at => Enumerable.Range(0, 5).Select(to => (at == to ? 3 : 0) + (0.5 * random.NextDouble())).ToArray())];
            using var mapped = scene with
            {
                Training = scene.Training with { Features = Map(scene.Training.RequireFeatures()) },
                Images = scene.Images with { Features = Map(scene.Images.RequireFeatures()) },
            };
            // The mapped features are rounded to single precision.
            Naive.Same(Scored.Of(new Mahalanobis(), new(), scene), Scored.Of(new Mahalanobis(), new(), mapped), 1e-4);
            double[] before = Scored.Of(new RelativeMahalanobis(), new(), scene), after = Scored.Of(new RelativeMahalanobis(), new(), mapped);
            Assert.All(before.Zip(after), pair => Assert.Equal(pair.First, pair.Second, 1e-4));

            Vectors.RowMatrix Map(Vectors.RowMatrix rows) => Scene.Rows(
                rows.Count, 5, (row, to) => 7 + Enumerable.Range(0, 5).Sum(at => map[at][to] * rows.Row(row)[at]));
        },
        iter: 20);

    [Fact]
    public void Deep_nearest_neighbours_do_not_see_a_features_length() => Seeds.Sample(
        seed =>
        {
            using var scene = Scene.Draw(seed);
            var images = scene.Images.RequireFeatures();
            using var scaled = scene with
            {
                Images = scene.Images with { Features = Scene.Rows(images.Count, images.Dimension, (row, at) => 4 * images.Row(row)[at]) },
            };
            Assert.Equal(Scored.Of(new DeepKnn(), new(), scene), Scored.Of(new DeepKnn(), new(), scaled));
        },
        iter: 20);

    [Fact]
    public void Intrinsic_dimensionality_does_not_see_the_unit_of_length() => Seeds.Sample(
        seed =>
        {
            using var scene = Scene.Draw(seed);
            using var doubled = scene with
            {
                Images = scene.Images with
                {
                    Layers = [.. scene.Images.Layers.Select(layer => layer with { Distances = Array.ConvertAll(layer.Distances.ToArray(), d => 2 * d) })],
                },
            };
            Assert.Equal(Scored.Of(new Lid(), new(), scene), Scored.Of(new Lid(), new(), doubled));
        },
        iter: 20);
}
