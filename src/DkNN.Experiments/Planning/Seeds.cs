namespace DkNN.Experiments;

/// <summary>Seeds of everything random, told apart: so that, say, twenty networks are compared on one split.</summary>
/// <param name="Training">Initial weights, order of images, dropout.</param>
/// <param name="Split">Which test images calibrate, and which a limit keeps.</param>
/// <param name="Index">Random choices in the build of an index.</param>
/// <param name="Attack">Random choices of an attack.</param>
public sealed record Seeds(int Training, int Split, int Index, int Attack)
{
    /// <summary>One seed for all.</summary>
    /// <param name="seed">The seed.</param>
    public static Seeds All(int seed) => new(seed, seed, seed, seed);
}
