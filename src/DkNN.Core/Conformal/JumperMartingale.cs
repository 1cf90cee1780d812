namespace DkNN.Core;

/// <summary>
/// The capital of a gambler who bets against exchangeability, on p-values that come one by one: the Simple Jumper of Vovk, Petej,
/// Nouretdinov, Ahlberg, Carlsson and Gammerman ("Retrain or not retrain: conformal test martingales for change-point detection", COPA
/// 2021). He bets on small ones, on large ones, or not at all, and moves some of his capital from bet to bet at every step, so that he
/// notices a change however late it comes. Where all images are drawn from one distribution, the probability that his capital ever
/// reaches c is at most 1/c (Ville's inequality).
/// </summary>
public sealed class JumperMartingale
{
    /// <summary>Share of the capital that is spread anew at every step, the authors' 0.01.</summary>
    private const double Jump = 0.01;

    private static readonly double[] _slopes = [-1, 0, 1];

    // Of capitals that may pass what a number holds, logarithms are kept; the shares of the bets are taken of their sum.
    private readonly double[] _shares = [1.0 / 3, 1.0 / 3, 1.0 / 3];

    /// <summary>Natural logarithm of the capital; it begins at 0.</summary>
    public double LogCapital { get; private set; }

    /// <summary>Bets on the next p-value.</summary>
    /// <param name="p">From 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public void Add(double p)
    {
        if (!(p >= 0 && p <= 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "A p-value is from 0 to 1.");
        double sum = 0;
        for (int bet = 0; bet < _shares.Length; bet++)
        {
            double share = ((1 - Jump) * _shares[bet]) + (Jump / _shares.Length);
            _shares[bet] = share * (1 + (_slopes[bet] * (p - 0.5)));
            sum += _shares[bet];
        }
        for (int bet = 0; bet < _shares.Length; bet++) _shares[bet] /= sum;
        LogCapital += Math.Log(sum);
    }
}
