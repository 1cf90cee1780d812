using DkNN.Scores.Features;
using DkNN.Scores.Neighbors;

namespace DkNN.Scores.Tests;

/// <summary>Data on which a formula divides by zero, or asks for more than there is: scores stay finite and in a sensible order.</summary>
public sealed class DegenerateTests
{
    /// <summary>What is wrong with the data, and how it is made.</summary>
    private static readonly Dictionary<string, Func<Scene>> Scenes = new(StringComparer.Ordinal)
    {
        ["equal features"] = () => Scene.Draw(1, feature: (_, _, _) => 1.5),
        ["zero features"] = () => Scene.Draw(2, feature: (_, _, _) => 0),
        ["dead features"] = () => Scene.Draw(3, feature: (random, kind, at) => at < 6 ? 0 : Math.Max(0, Scene.Normal(random) + kind)),
        ["one class"] = () => Scene.Draw(4, label: _ => 2),
        ["few rows"] = () => Scene.Draw(5, training: 4),
        ["one feature"] = () => Scene.Draw(6, dimension: 1),
        ["zero distances"] = () => Scene.Draw(7, distance: _ => 0),
        ["missing neighbours"] = () => Scene.Draw(8, distance: random => random.Next(2) == 0 ? float.PositiveInfinity : random.NextSingle()),
        ["no neighbours"] = () => Scene.Draw(9, distance: _ => float.PositiveInfinity),
        ["equal distances"] = () => Scene.Draw(10, distance: _ => 3),
    };

    public static TheoryData<string> Names => [.. Scenes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_score_is_finite(string name)
    {
        using var scene = Scenes[name]();
        Scored.Of(new DeepKnn(), new(), scene);
        Scored.Of(new Mahalanobis(), new(), scene);
        Scored.Of(new RelativeMahalanobis(), new(), scene);
        Scored.Of(new Vim(), new(), scene);
        Scored.Of(new Fdbd(), new(), scene);
        Scored.Of(new React(), new(), scene);
        Scored.Of(new Trust(), new(), scene);
        Scored.Of(new Lid(), new(), scene);
        Scored.Of(new DknnWeighted(), new(), scene);
        Scored.Of(new DknnConditional(), new(), scene);
    }

    [Fact]
    public void Dead_features_change_no_Mahalanobis_distance()
    {
        using var living = Scene.Draw(11, dimension: 8);
        using var padded = living with
        {
            Training = living.Training with { Features = Pad(living.Training.RequireFeatures()) },
            Images = living.Images with { Features = Pad(living.Images.RequireFeatures()) },
        };
        Naive.Same(Scored.Of(new Mahalanobis(), new(), living), Scored.Of(new Mahalanobis(), new(), padded), 1e-9);
        Naive.Same(Scored.Of(new RelativeMahalanobis(), new(), living), Scored.Of(new RelativeMahalanobis(), new(), padded), 1e-9);

        static Vectors.RowMatrix Pad(Vectors.RowMatrix rows) => Scene.Rows(rows.Count, 11, (row, at) => at < 8 ? rows.Row(row)[at] : 0);
    }

    [Fact]
    public void An_image_that_was_trained_on_is_trusted_most()
    {
        using var scene = Scene.Draw(12);
        var features = scene.Images.RequireFeatures();
        int row = scene.Training.Labels.IndexOf(scene.Images.NetworkLabels[0]);
        scene.Training.RequireFeatures().Row(row).CopyTo(features.MutableRow(0));
        double[] scores = Scored.Of(new Trust(), new(), scene);
        Assert.Equal(scores[0], scores.Max());
    }

    [Fact]
    public void A_class_without_calibration_images_has_no_p_value()
    {
        using var scene = Scene.Draw(13, label: _ => 2);
        var images = scene.Images;
        int[] alpha = images.Alpha.ToArray();
        for (int at = 0; at < alpha.Length; at++) alpha[at] = at % Scene.Classes == 2 ? int.MaxValue : 0;
        using var strange = scene with { Images = images with { Alpha = alpha } };
        Assert.All(Scored.Of(new DknnConditional(), new(), strange), score => Assert.Equal(0, score));
    }
}
