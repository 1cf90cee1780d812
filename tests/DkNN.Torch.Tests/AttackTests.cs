using System.Collections.Immutable;
using CsCheck;
using DkNN.Attacks.Fgsm;
using DkNN.Models.Cifar;
using DkNN.Models.Mnist;
using static TorchSharp.torch;

namespace DkNN.Torch.Tests;

public sealed class AttackTests : IDisposable
{
    private readonly MnistBaseline _network;
    private readonly NetworkClassifier _model;

    public AttackTests()
    {
        manual_seed(0);
        _network = MnistBaseline.Create();
        _model = new NetworkClassifier(_network);
    }

    public void Dispose() => _network.Dispose();

    [Fact]
    public void Fgsm_stays_within_budget_and_pixel_range_to_the_last_bit()
    {
        var attack = Configured(new Fgsm());
        Gen.Select(Gen.Double[0.0001, 1], Gen.Int[0, 1000], Gen.Bool, Gen.OneOf(Gen.Const(PixelRange.Unit), Gen.Const(new PixelRange(-1, 1.1)))).Sample(
            (epsilon, seed, targeted, range) =>
            {
                using var scope = NewDisposeScope();
                manual_seed(seed);
                // Extreme pixels are the rule in digits, and where clipping happens.
                var images = rand(4, 1, 28, 28).mul_(1.5).sub_(0.25).clamp_(0, 1);
                var perturbed = attack.Perturb(
                    _model, new AttackBatch(images, randint(0, 10, [4], dtype: ScalarType.Int64), targeted, epsilon, seed) { Range = range }, default);
                Assert.True((perturbed.to(ScalarType.Float64) - images.to(ScalarType.Float64)).abs().max().item<double>() <= epsilon);
                Assert.InRange(perturbed.min().item<float>(), (float)range.Lowest, (float)range.Highest);
                Assert.InRange(perturbed.max().item<float>(), (float)range.Lowest, (float)range.Highest);
                // Where it may, it leaves the range of images.
                if (range != PixelRange.Unit) Assert.True(perturbed.min().item<float>() < 0 || perturbed.max().item<float>() > 1);
            },
            iter: 50,
            threads: 1);
    }

    [Fact]
    public void Fgsm_is_the_sign_of_the_gradient_times_epsilon()
    {
        using var scope = NewDisposeScope();
        var images = full([2, 1, 28, 28], 0.5f);
        var labels = tensor(new long[] { 3, 7 });
        var gradient = _model.Gradient(images, logits => nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.Sum));
        var attack = Configured(new Fgsm());
        var left = attack.Perturb(_model, new AttackBatch(images, labels, false, 0.1, 0), default);
        var reached = attack.Perturb(_model, new AttackBatch(images, labels, true, 0.1, 0), default);
        Assert.True((left - images - (gradient.sign() * 0.1f)).abs().max().item<float>() < 1e-6);
        Assert.True((reached - images + (gradient.sign() * 0.1f)).abs().max().item<float>() < 1e-6);
    }

    [Fact]
    public void A_budget_stays_in_pixels_where_the_network_normalizes_them()
    {
        const double Epsilon = 0.1;
        using var scope = NewDisposeScope();
        using var network = ResNet20.Create();
        var images = rand(2, 3, 32, 32).mul_(1.5).sub_(0.25).clamp_(0, 1);
        var batch = new AttackBatch(images, tensor(new long[] { 3, 7 }), false, Epsilon, 0);
        var attacked = Configured(new Fgsm()).Perturb(new NetworkClassifier(network), batch, default);
        var moved = (attacked.to(ScalarType.Float64) - images.to(ScalarType.Float64)).abs();
        Assert.All(Enumerable.Range(0, 3), color => Assert.InRange(moved.select(1, color).max().item<double>(), Epsilon - 1e-6, Epsilon));
        Assert.InRange(attacked.min().item<float>(), 0f, 1f);
        Assert.InRange(attacked.max().item<float>(), 0f, 1f);
    }

    [Fact]
    public void An_images_gradient_is_its_own_whatever_the_batch()
    {
        using var scope = NewDisposeScope();
        var images = rand(3, 1, 28, 28);
        var labels = tensor(new long[] { 1, 2, 3 });
        Tensor Gradient(Tensor some, Tensor classes) =>
            _model.Gradient(some, logits => nn.functional.cross_entropy(logits, classes, reduction: nn.Reduction.Sum));
        var together = Gradient(images, labels);
        var alone = Gradient(images.narrow(0, 1, 1), labels.narrow(0, 1, 1));
        Assert.True((together.narrow(0, 1, 1) - alone).abs().max().item<float>() < 1e-5);
        Assert.All(_network.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void What_a_careless_attack_returns_is_clipped_or_refused()
    {
        using var scope = NewDisposeScope();
        var batch = new AttackBatch(rand(2, 1, 28, 28), zeros(2, ScalarType.Int64), false, 0.1, 0);
        var clipped = Configured(new Careless(images => images + 5)).Perturb(_model, batch, default);
        Assert.True((clipped.to(ScalarType.Float64) - batch.Images.to(ScalarType.Float64)).abs().max().item<double>() <= 0.1);
        Assert.Equal(ScalarType.Float32, Configured(new Careless(images => images.to(ScalarType.Float64))).Perturb(_model, batch, default).dtype);

        var before = batch.Images.clone();
        var moved = Configured(new Careless(images => images.fill_(0.5f))).Perturb(_model, batch, default);
        Assert.True(batch.Images.equal(before).all().item<bool>());
        Assert.True((moved.to(ScalarType.Float64) - before.to(ScalarType.Float64)).abs().max().item<double>() <= 0.1);

        Refused("of shape [2, 784] for [2, 1, 28, 28]", images => images.flatten(1));
        Refused("no finite numbers", images => images * float.NaN);
        Refused("failed", images => images.flatten(7));
        Refused("returned nothing", _ => null!);

        void Refused(string words, Func<Tensor, Tensor> attack)
        {
            var problem = Assert.Throws<PluginFailedException>(() => Configured(new Careless(attack)).Perturb(_model, batch, default));
            Assert.StartsWith("The attack plugin 'test' ", problem.Message, StringComparison.Ordinal);
            Assert.Contains(words, Assert.Single(problem.Message.Split('\n')), StringComparison.Ordinal);
            Assert.EndsWith("choose another with --attack.", problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_black_box_attack_cannot_cast_its_way_to_gradients()
    {
        using var scope = NewDisposeScope();
        var attack = new Scores();
        AttackPlugin.Create("scores", "", attack, new NoBinder<None>()).Configure(OptionValues.None("scores"))
            .Perturb(_model, new AttackBatch(rand(2, 1, 28, 28), zeros(2, ScalarType.Int64), false, 0.1, 0), default);
        Assert.False(attack.SawGradients);
    }

    [Fact]
    public void Targets_follow_their_rule()
    {
        using var scope = NewDisposeScope();
        var images = rand(3, 1, 28, 28);
        var labels = tensor(new long[] { 0, 5, 9 });
        Assert.Equal([0L, 5, 9], AttackGoal.Untargeted.Classes(_model, images, labels).data<long>().ToArray());
        Assert.Equal([1L, 6, 0], AttackGoal.Parse("next", 10).Classes(_model, images, labels).data<long>().ToArray());
        Assert.Equal([4L, 4, 4], AttackGoal.Parse("4", 10).Classes(_model, images, labels).data<long>().ToArray());
        Assert.Equal(
            _model.Logits(images).argmin(1).data<long>().ToArray(),
            AttackGoal.Parse("least-likely", 10).Classes(_model, images, labels).data<long>().ToArray());
        Assert.Throws<ArgumentException>(() => AttackGoal.Parse("10", 10));
        Assert.Throws<ArgumentException>(() => AttackGoal.Parse("nearest", 10));
    }

    [Fact]
    public void Targets_are_classes_of_the_data_where_the_network_has_more_outputs()
    {
        using var scope = NewDisposeScope();
        var images = rand(8, 1, 28, 28);
        var labels = tensor(new long[] { 0, 1, 2, 0, 1, 2, 0, 1 });
        Assert.Equal([1L, 2, 0, 1, 2, 0, 1, 2], AttackGoal.Parse("next", 3).Classes(_model, images, labels).data<long>().ToArray());
        long[] leastLikely = AttackGoal.Parse("least-likely", 3).Classes(_model, images, labels).data<long>().ToArray();
        Assert.All(leastLikely, label => Assert.InRange(label, 0, 2));
        Assert.Contains("0 to 2", Assert.Throws<ArgumentException>(() => AttackGoal.Parse("7", 3)).Message, StringComparison.Ordinal);
    }

    private static ConfiguredAttack Configured<TOptions>(IAttack<TOptions> attack)
        where TOptions : class, new() =>
        AttackPlugin.Create("test", "", attack, new NoBinder<TOptions>()).Configure(OptionValues.None("test"));

    private sealed class None;

    private sealed class Careless(Func<Tensor, Tensor> change) : IAttack<None>
    {
        public Tensor Perturb(IDifferentiableClassifier model, AttackBatch batch, None options, CancellationToken cancellationToken) =>
            change(batch.Images);
    }

    private sealed class Scores : IBlackBoxAttack<None>
    {
        public bool SawGradients { get; private set; }

        public Tensor Perturb(IClassifier model, AttackBatch batch, None options, CancellationToken cancellationToken)
        {
            SawGradients = model is IDifferentiableClassifier;
            return batch.Images.clone();
        }
    }

    private sealed class NoBinder<TOptions> : IOptionsBinder<TOptions>
        where TOptions : new()
    {
        public ImmutableArray<OptionInfo> Options => [];

        public TOptions Bind(OptionValues values) => new();

        public ImmutableSortedDictionary<string, string> Format(TOptions options) => ImmutableSortedDictionary<string, string>.Empty;
    }
}
