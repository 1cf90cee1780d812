using DkNN.Core;
using DkNN.Vectors;
using Xunit;

namespace DkNN.Testing;

/// <summary>
/// The tests that every score passes: what it asks for, numbers, direction, determinism, images alone and together, concurrency, what is kept
/// of it, and awkward images. It is fitted to a small made problem of four classes; neither a network nor libtorch is needed.
/// </summary>
/// <typeparam name="TScore">The plugin's class.</typeparam>
/// <typeparam name="TOptions">Its options.</typeparam>
public abstract class ScoreConformance<TScore, TOptions> : IDisposable
    where TScore : IScore<TOptions>, new()
    where TOptions : class, new()
{
    private readonly PracticeImages _images = new();
    private readonly TemporaryFolder _folder = new();

    /// <summary>Options that the score is tested with.</summary>
    protected virtual TOptions Options => new();

    /// <summary>The least AUROC, in (0.5, 1], at which it tells images of the classes from images between them.</summary>
    protected virtual double LeastAuroc => 0.7;

    private ConfiguredScore Score => ScorePlugin.Create("tested", "", new TScore(), new FixedOptions<TOptions>(Options)).Configure(OptionValues.None("tested"));

    /// <summary>Frees the images.</summary>
    public void Dispose()
    {
        _images.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Images_of_the_classes_score_higher_than_images_between_them()
    {
        using var fitted = new Fitted(Score, _images);
        double auroc = RankingMetrics.Of(fitted.Score(_images.Trusted), fitted.Score(_images.Strange))!.Auroc;
        Assert.True(
            auroc >= LeastAuroc,
            $"AUROC is {auroc:F3}, and {LeastAuroc:F3} is promised. The larger a score, the more an image is to be trusted: negate what is a distance; "
            + "or test other Options, or promise less.");
    }

    [Fact]
    public void Equal_seeds_give_equal_scores()
    {
        using Fitted first = new(Score, _images), second = new(Score, _images);
        Assert.Equal(first.Score(_images.Trusted), second.Score(_images.Trusted));
    }

    [Fact]
    public void An_image_alone_scores_as_among_others_whatever_their_order()
    {
        using var fitted = new Fitted(Score, _images);
        double[] all = fitted.Score(_images.Trusted);
        int[] turned = [.. Enumerable.Range(0, all.Length).Reverse()];
        Assert.Equal(all.Reverse(), fitted.Score(PracticeImages.Pick(_images.Trusted, turned)));
        for (int image = 0; image < 10; image++)
        {
            double alone = fitted.Score(PracticeImages.Pick(_images.Trusted, image))[0];
            Assert.True(alone == all[image], $"Image {image} scores {alone} alone and {all[image]} among others.");
        }
    }

    [Fact]
    public void Calls_at_the_same_time_agree()
    {
        using var fitted = new Fitted(Score, _images);
        double[] expected = fitted.Score(_images.Trusted);
        Parallel.For(0, 16, SharedCores.Options(), _ => Assert.Equal(expected, fitted.Score(_images.Trusted)));
    }

    [Fact]
    public void What_was_learnt_can_be_kept_and_opened_again()
    {
        using var fitted = new Fitted(Score, _images);
        fitted.State.Save(_folder["state"]);
        using var loaded = ScoreState.Load(_folder["state"]);
        using var opened = Score.Open(loaded);
        Assert.Equal(fitted.Score(_images.Strange), opened.Score(_images.Strange.For(Score.Needs)));
    }

    [Fact]
    public void The_images_stay_as_they_are()
    {
        using var fitted = new Fitted(Score, _images);
        var before = Everything(_images.Trusted);
        fitted.Score(_images.Trusted);
        Assert.Equal(before, Everything(_images.Trusted));
    }

    [Fact]
    public void Images_on_which_a_formula_may_have_no_value_get_a_number_too()
    {
        using var fitted = new Fitted(Score, _images);
        var degenerate = _images.Degenerate();
        // A score that is no number, or none at all, is refused there.
        Assert.Equal(degenerate.Count, fitted.Score(degenerate).Length);
    }

    [Fact]
    public void No_images_are_no_mistake()
    {
        using var fitted = new Fitted(Score, _images);
        Assert.Empty(fitted.Score(PracticeImages.Pick(_images.Trusted)));
    }

    [Fact]
    public void A_cancelled_score_stops_or_is_done()
    {
        using var fitted = new Fitted(Score, _images);
        var problem = Record.Exception(() => fitted.Score(_images.Trusted, new CancellationToken(canceled: true)));
        Assert.True(problem is null or OperationCanceledException, $"{problem}");
    }

    private static float[] Everything(Observations images)
    {
        var all = new List<float>();
        for (int image = 0; image < images.Count; image++)
        {
            all.AddRange(images.Logits.Row(image));
            all.AddRange(images.Features!.Row(image));
        }
        foreach (var layer in images.Layers) all.AddRange(layer.Distances.Span);
        return [.. all];
    }

    /// <summary>The score, fitted and open, given no more than it asks for.</summary>
    private sealed class Fitted : IDisposable
    {
        private readonly FittedScore _open;

        public Fitted(ConfiguredScore score, PracticeImages images)
        {
            State = score.Fit(images.Training(score.Needs));
            _open = score.Open(State);
        }

        public ScoreState State { get; }

        public double[] Score(Observations seen, CancellationToken cancellationToken = default) =>
            _open.Score(seen.For(_open.Needs), cancellationToken);

        public void Dispose()
        {
            _open.Dispose();
            State.Dispose();
        }
    }
}
