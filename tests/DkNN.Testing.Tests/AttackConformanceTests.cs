using DkNN.Torch;
using static TorchSharp.torch;

namespace DkNN.Testing.Tests;

/// <summary>Each careless attack fails the test that is there for it.</summary>
public sealed class AttackConformanceTests
{
    [Fact]
    public void An_attack_beyond_its_budget_is_told() =>
        Fails<Far>(suite => suite.It_stays_within_the_budget_and_the_range_of_pixels(0.1, targeted: false));

    [Fact]
    public void An_attack_that_does_nothing_is_told() => Fails<Idle>(suite => suite.It_fools_a_network_that_reads_the_clean_images());

    [Fact]
    public void An_attack_that_ignores_its_seed_is_told() => Fails<Whimsical>(suite => suite.Equal_seeds_give_equal_images());

    [Fact]
    public void An_attack_that_changes_the_clean_images_is_told() => Fails<InPlace>(suite => suite.The_clean_images_stay_as_they_are());

    [Fact]
    public void An_attack_that_mixes_images_is_told() => Fails<Mixing>(suite => suite.An_image_alone_is_attacked_as_among_others());

    [Fact]
    public void An_attack_that_keeps_tensors_is_told() => Fails<Keeping>(suite => suite.No_tensor_is_left_behind());

    private static void Fails<TAttack>(Action<Suite<TAttack>> test)
        where TAttack : class, new() => Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => test(new Suite<TAttack>()));

    private sealed class Suite<TAttack> : AttackConformance<TAttack, FaultOptions>
        where TAttack : class, new();

    private abstract class Careless(Func<Tensor, Tensor> perturb) : IAttack<FaultOptions>
    {
        public Tensor Perturb(IDifferentiableClassifier model, AttackBatch batch, FaultOptions options, CancellationToken cancellationToken) =>
            perturb(batch.Images);
    }

    private sealed class Far() : Careless(images => (images + 0.5f).clamp_(0, 1));

    private sealed class Idle() : Careless(images => images.clone());

    private sealed class Whimsical() : Careless(images => (images + (rand_like(images) * 0.01f)).clamp_(0, 1));

    private sealed class InPlace() : Careless(images => images.mul_(0.9f));

    private sealed class Mixing() : Careless(images => images.mean([0], keepdim: true).expand_as(images).clone());

    private sealed class Keeping : IAttack<FaultOptions>
    {
        private readonly List<Tensor> _kept = [];

        public Tensor Perturb(IDifferentiableClassifier model, AttackBatch batch, FaultOptions options, CancellationToken cancellationToken)
        {
            _kept.Add(batch.Images.clone().DetachFromDisposeScope());
            return batch.Images.clone();
        }
    }
}
