namespace DkNN.Testing;

/// <summary>
/// Whether tests do all that a release is tested with. Set the variable <c>DKNN_FULL_TESTS</c> to 1 for that; otherwise the long ones do a
/// part, the same kinds of things fewer times.
/// </summary>
public static class FullTests
{
    /// <summary>The variable's name.</summary>
    public const string Variable = "DKNN_FULL_TESTS";

    /// <summary>Whether all is asked for.</summary>
    public static bool AreAsked => Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>How often to do something.</summary>
    /// <param name="all">For a release.</param>
    /// <param name="some">Otherwise.</param>
    public static int Times(int all, int some) => AreAsked ? all : some;
}
