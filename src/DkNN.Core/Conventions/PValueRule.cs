namespace DkNN.Core;

/// <summary>How calibration scores A, of which n count, give the p-value of a nonconformity α.</summary>
public enum PValueRule
{
    /// <summary>The share of scores at least as great, #{≥} / n: Algorithm 1 of Papernot and McDaniel (arXiv 1803.04765).</summary>
    Share,

    /// <summary>The input itself counted, (#{≥} + 1) / (n + 1): never 0, and at most the level δ in a share δ of cases or fewer.</summary>
    Valid,

    /// <summary>
    /// Ties broken at random, (#{&gt;} + θ(#{=} + 1)) / (n + 1) with θ drawn from the image's pixels: uniform on [0, 1], where images come
    /// from where the calibration images came from (Vovk, Gammerman and Shafer, <i>Algorithmic Learning in a Random World</i>, 2005, 2.20).
    /// </summary>
    Smoothed,
}
