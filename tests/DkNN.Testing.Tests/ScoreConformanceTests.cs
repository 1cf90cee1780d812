namespace DkNN.Testing.Tests;

/// <summary>Each careless score fails the test that is there for it, and a careful one none.</summary>
public sealed class ScoreConformanceTests
{
    [Fact]
    public void A_score_turned_round_is_told() => Fails<TurnedRound>(suite => suite.Images_of_the_classes_score_higher_than_images_between_them());

    [Fact]
    public void A_score_that_draws_at_will_is_told() => Fails<Whimsical>(suite => suite.Equal_seeds_give_equal_scores());

    [Fact]
    public void A_score_that_mixes_images_is_told() => Fails<Mixing>(suite => suite.An_image_alone_scores_as_among_others_whatever_their_order());

    [Fact]
    public void A_score_that_changes_images_is_told() => Fails<InPlace>(suite => suite.The_images_stay_as_they_are());

    [Fact]
    public void A_score_that_is_no_number_is_told_with_its_place()
    {
        var told = Assert.Throws<PluginFailedException>(() => new Suite<Dividing>().Images_on_which_a_formula_may_have_no_value_get_a_number_too());
        Assert.Contains("gave image 0 the score NaN", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_that_forgets_an_image_is_told()
    {
        var told = Assert.Throws<PluginFailedException>(() => new Suite<Forgetful>().Equal_seeds_give_equal_scores());
        Assert.Contains("gave image 99 the score NaN", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_that_asks_for_less_than_it_reads_is_told_what_to_ask_for()
    {
        var told = Assert.Throws<PluginFailedException>(() => new Suite<Unasked>().Equal_seeds_give_equal_scores());
        Assert.Contains("names ScoreNeeds.Features among its needs", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_that_throws_is_told_by_its_name()
    {
        var told = Assert.Throws<PluginFailedException>(() => new Suite<Throwing>().Equal_seeds_give_equal_scores());
        Assert.StartsWith("The score plugin 'tested' failed: No (InvalidOperationException in", told.Message, StringComparison.Ordinal);
        Assert.EndsWith("Tell its author, or choose another with --score.", told.Message, StringComparison.Ordinal);
    }

    private static void Fails<TScore>(Action<Suite<TScore>> test)
        where TScore : IScore<FaultOptions>, new() => Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => test(new Suite<TScore>()));

    /// <summary>One that does all as it should passes all.</summary>
    public sealed class Careful : ScoreConformance<GreatestLogit, FaultOptions>;

    private sealed class Suite<TScore> : ScoreConformance<TScore, FaultOptions>
        where TScore : IScore<FaultOptions>, new();

    /// <summary>The greatest logit, and what can go wrong with it.</summary>
    public class GreatestLogit : IScore<FaultOptions>, IScorer
    {
        public virtual ScoreNeeds Needs(FaultOptions options) => ScoreNeeds.None;

        public IScorer Open(ScoreState state, FaultOptions options) => this;

        public virtual void Score(Observations images, Span<double> scores, CancellationToken cancellationToken)
        {
            for (int image = 0; image < images.Count; image++) scores[image] = Value(images, image);
        }

        protected virtual double Value(Observations images, int image) => Greatest(images.Logits.Row(image));

        protected static double Greatest(ReadOnlySpan<float> logits)
        {
            float greatest = float.MinValue;
            foreach (float logit in logits) greatest = Math.Max(greatest, logit);
            return greatest;
        }
    }

    private sealed class TurnedRound : GreatestLogit
    {
        protected override double Value(Observations images, int image) => -base.Value(images, image);
    }

    private sealed class Whimsical : GreatestLogit
    {
        protected override double Value(Observations images, int image) => base.Value(images, image) + Random.Shared.NextDouble();
    }

    private sealed class Mixing : GreatestLogit
    {
        protected override double Value(Observations images, int image) => base.Value(images, image) - base.Value(images, 0);
    }

    private sealed class InPlace : GreatestLogit
    {
        protected override double Value(Observations images, int image)
        {
            images.Logits.MutableRow(image)[0] += 1;
            return base.Value(images, image);
        }
    }

    private sealed class Dividing : GreatestLogit
    {
        protected override double Value(Observations images, int image)
        {
            double greatest = base.Value(images, image);
            return greatest / Math.Abs(greatest);
        }
    }

    private sealed class Forgetful : GreatestLogit
    {
        public override void Score(Observations images, Span<double> scores, CancellationToken cancellationToken)
        {
            for (int image = 0; image < images.Count - 1; image++) scores[image] = Value(images, image);
        }
    }

    private sealed class Unasked : GreatestLogit
    {
        protected override double Value(Observations images, int image) => images.RequireFeatures().Row(image)[0];
    }

    private sealed class Throwing : GreatestLogit
    {
        protected override double Value(Observations images, int image) => throw new InvalidOperationException("No.");
    }
}
