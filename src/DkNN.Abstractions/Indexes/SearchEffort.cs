using System.Globalization;

namespace DkNN;

/// <summary>
/// The one dial of an approximate index: more effort finds more of the true neighbours and takes longer. It may be turned between
/// searches; searches under way keep the value that they began with.
/// </summary>
public sealed class SearchEffort
{
    private double _value;

    /// <summary>Describes the dial.</summary>
    /// <param name="name">The option that sets it at the start, such as <c>efSearch</c>.</param>
    /// <param name="least">Least value.</param>
    /// <param name="most">Greatest value.</param>
    /// <param name="value">Value at the start.</param>
    /// <param name="isWhole">Whether only whole numbers have a meaning.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public SearchEffort(string name, double least, double most, double value, bool isWhole)
    {
        Name = name;
        Least = least;
        Most = most;
        IsWhole = isWhole;
        Value = value;
    }

    /// <summary>The option that sets it at the start.</summary>
    public string Name { get; }

    /// <summary>Least value.</summary>
    public double Least { get; }

    /// <summary>Greatest value.</summary>
    public double Most { get; }

    /// <summary>Whether only whole numbers have a meaning.</summary>
    public bool IsWhole { get; }

    /// <summary>The effort of searches that begin from now on, from <see cref="Least"/> to <see cref="Most"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Value
    {
        get => Volatile.Read(ref _value);
        set
        {
            if (!(value >= Least && value <= Most))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(value),
                    string.Create(CultureInfo.InvariantCulture, $"{Name} is {value}; give a number from {Least} to {Most}."));
            }
            Volatile.Write(ref _value, IsWhole ? Math.Round(value) : value);
        }
    }
}
