namespace DkNN.Stories.Tests;

/// <summary>A test that takes minutes, and runs only where all that a release is tested with is asked for.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FullFactAttribute : FactAttribute
{
    public FullFactAttribute()
    {
        if (!FullTests.AreAsked) Skip = $"{FullTests.Variable} is not 1.";
    }
}
