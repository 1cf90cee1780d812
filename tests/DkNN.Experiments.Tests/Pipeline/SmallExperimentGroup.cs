namespace DkNN.Experiments.Tests.Pipeline;

/// <summary>Tests that share small runs and their networks, which are dear to train.</summary>
[CollectionDefinition(Name)]
public sealed class SmallExperimentGroup : ICollectionFixture<SmallExperiment>
{
    /// <summary>What the tests name it.</summary>
    public const string Name = "small experiment";
}
