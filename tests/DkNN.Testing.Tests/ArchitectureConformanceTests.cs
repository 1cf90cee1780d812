namespace DkNN.Testing.Tests;

/// <summary>The suite passes a sound network, and each fault fails the test that is there for it.</summary>
public sealed class ArchitectureConformanceTests
{
    [Theory]
    [InlineData(NetworkFault.WrongShape, nameof(Suite.Every_layer_has_the_size_that_was_inferred))]
    [InlineData(NetworkFault.OtherLogits, nameof(Suite.Logits_are_one_a_class_and_a_last_softmax_is_left_out_of_them))]
    [InlineData(NetworkFault.UnusedParameter, nameof(Suite.Gradients_reach_every_parameter_and_the_images))]
    [InlineData(NetworkFault.Random, nameof(Suite.Evaluation_gives_equal_answers_and_does_not_depend_on_the_batch))]
    [InlineData(NetworkFault.DependsOnBatch, nameof(Suite.Evaluation_gives_equal_answers_and_does_not_depend_on_the_batch))]
    [InlineData(NetworkFault.OtherSelection, nameof(Suite.Every_selection_gives_the_activations_of_its_layers))]
    [InlineData(NetworkFault.Leak, nameof(Suite.No_tensor_is_left_behind))]
    [InlineData(NetworkFault.Random, nameof(Suite.Weights_come_back_from_disk))]
    public void A_fault_fails_the_test_that_is_there_for_it(NetworkFault fault, string test)
    {
        Assert.Null(Run(NetworkFault.None, test));
        Assert.NotNull(Run(fault, test));
    }

    private static Exception? Run(NetworkFault fault, string test)
    {
        FaultyNetwork.Fault = fault;
        using var suite = new Suite();
        return Record.Exception(() => typeof(Suite).GetMethod(test)!.Invoke(suite, null));
    }

    private sealed class Suite : ArchitectureConformance<FaultyNetwork>;
}
