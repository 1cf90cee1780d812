using DkNN.Torch;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DkNN.Testing;

/// <summary>
/// The tests that every attack passes: budget, pixel range, determinism, targets, cancellation, and tensors that are freed. It attacks a
/// small network trained on synthetic digits. The process needs libtorch.
/// </summary>
/// <typeparam name="TAttack">The plugin's class: an <see cref="IAttack{TOptions}"/> or <see cref="IBlackBoxAttack{TOptions}"/>.</typeparam>
/// <typeparam name="TOptions">Its options.</typeparam>
public abstract class AttackConformance<TAttack, TOptions>
    where TAttack : class, new()
    where TOptions : class, new()
{
    private const int Count = 24;

    /// <summary>Options that the attack is tested with.</summary>
    protected virtual TOptions Options => new();

    /// <summary>Budget at which the attack must fool the network on some images that it reads well.</summary>
    protected virtual double FoolingEpsilon => 0.3;

    /// <summary>Whether an image's outcome may depend on the others of its batch, by random choices for instance.</summary>
    protected virtual bool DependsOnBatch => false;

    private static long LiveTensors => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    [Theory]
    [InlineData(0.001, false)]
    [InlineData(0.1, false)]
    [InlineData(0.1, true)]
    [InlineData(1.0, false)]
    public void It_stays_within_the_budget_and_the_range_of_pixels(double epsilon, bool targeted)
    {
        using var scope = NewDisposeScope();
        var batch = Batch(epsilon, targeted);
        var raw = Run(batch);
        Assert.Equal(batch.Images.shape, raw.shape);
        Assert.True(raw.isfinite().all().item<bool>(), "A pixel is no finite number.");
        // The framework clips; an attack that leans on that by more than rounding does not know its budget.
        double excess = (raw.to(ScalarType.Float64) - batch.Images.to(ScalarType.Float64)).abs().max().item<double>() - epsilon;
        Assert.True(excess <= 1e-5, $"It leaves the budget by {excess:G3}.");
        Assert.True(raw.min().item<float>() >= -1e-5f && raw.max().item<float>() <= 1 + 1e-5f, "It leaves the range of pixels.");
        var clipped = Configured().Perturb(Model, batch, CancellationToken.None);
        Assert.True((clipped.to(ScalarType.Float64) - batch.Images.to(ScalarType.Float64)).abs().max().item<double>() <= epsilon);
    }

    [Fact]
    public void It_fools_a_network_that_reads_the_clean_images()
    {
        using var scope = NewDisposeScope();
        var batch = Batch(FoolingEpsilon, targeted: false);
        long clean = Right(batch.Images, batch.Classes), attacked = Right(Run(batch), batch.Classes);
        Assert.True(clean >= Count * 3 / 4, $"The practice network reads only {clean} of {Count}.");
        Assert.True(attacked < clean, $"The network still reads {attacked} of {clean} images.");
    }

    [Fact]
    public void Equal_seeds_give_equal_images()
    {
        using var scope = NewDisposeScope();
        var batch = Batch(0.1, targeted: false);
        Assert.True(Run(batch).equal(Run(batch)).all().item<bool>(), "Two attacks of one seed give different images.");
    }

    [Fact]
    public void The_clean_images_stay_as_they_are()
    {
        using var scope = NewDisposeScope();
        var batch = Batch(0.1, targeted: false);
        var copy = batch.Images.clone();
        Run(batch);
        Assert.True(copy.equal(batch.Images).all().item<bool>(), "The attack changed the images that it was given.");
        Assert.False(batch.Images.requires_grad, "The attack left the images with gradients.");
    }

    [Fact]
    public void An_image_alone_is_attacked_as_among_others()
    {
        if (DependsOnBatch) return;
        using var scope = NewDisposeScope();
        var batch = Batch(0.1, targeted: false);
        var one = batch with { Images = batch.Images.narrow(0, 2, 1), Classes = batch.Classes.narrow(0, 2, 1) };
        double difference = (Run(one) - Run(batch).narrow(0, 2, 1)).abs().mean().item<float>();
        // A gradient near 0 may change its sign by rounding; most pixels must not.
        Assert.True(difference < 0.01, $"An image alone comes out otherwise, by {difference:G3} a pixel.");
    }

    [Fact]
    public void No_tensor_is_left_behind()
    {
        using var scope = NewDisposeScope();
        var batch = Batch(0.1, targeted: false);
        var model = Model;
        var attack = Configured();
        attack.Perturb(model, batch, CancellationToken.None).Dispose();
        long before = LiveTensors;
        attack.Perturb(model, batch, CancellationToken.None).Dispose();
        Assert.Equal(before, LiveTensors);
    }

    [Fact]
    public void A_cancelled_attack_stops_or_is_done()
    {
        using var scope = NewDisposeScope();
        var batch = Batch(0.1, targeted: false);
        var problem = Record.Exception(() => Run(batch, new CancellationToken(canceled: true)));
        Assert.True(problem is null or OperationCanceledException, $"{problem}");
    }

    private static NetworkClassifier Model => new NetworkClassifier(PracticeNetwork.Trained.Network);

    private static AttackBatch Batch(double epsilon, bool targeted)
    {
        var digits = PracticeNetwork.Trained.Digits;
        var labels = digits.Labels(0, Count);
        return new AttackBatch(digits.Images(0, Count), targeted ? (labels + 1).remainder(10) : labels, targeted, epsilon, Seed: 8);
    }

    private static long Right(Tensor images, Tensor labels) => Model.Logits(images).argmax(1).eq(labels).sum().item<long>();

    private Tensor Run(AttackBatch batch, CancellationToken cancellationToken = default)
    {
        object attack = new TAttack();
        return attack switch
        {
            IAttack<TOptions> whiteBox => whiteBox.Perturb(Model, batch, Options, cancellationToken),
            IBlackBoxAttack<TOptions> blackBox => blackBox.Perturb(Model, batch, Options, cancellationToken),
            _ => throw new InvalidOperationException($"{typeof(TAttack).Name} is no attack with options of type {typeof(TOptions).Name}."),
        };
    }

    private ConfiguredAttack Configured()
    {
        object attack = new TAttack();
        var binder = new FixedOptions<TOptions>(Options);
        var plugin = attack is IAttack<TOptions> whiteBox
            ? AttackPlugin.Create("tested", "", whiteBox, binder)
            : AttackPlugin.Create("tested", "", (IBlackBoxAttack<TOptions>)attack, binder);
        return plugin.Configure(OptionValues.None("tested"));
    }
}
