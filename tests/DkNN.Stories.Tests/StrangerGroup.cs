namespace DkNN.Stories.Tests;

/// <summary>Stories that share one machine, which is dear to set up.</summary>
[CollectionDefinition(Name)]
public sealed class StrangerGroup : ICollectionFixture<Stranger>
{
    /// <summary>What the stories name it.</summary>
    public const string Name = "stranger";
}
