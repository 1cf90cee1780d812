using System.Collections.Immutable;

namespace DkNN.Model;

/// <summary>What one layer's neighbours say of an image.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Votes">How many of the k neighbours are of each class.</param>
/// <param name="Nearest">The nearest of them, nearest first.</param>
public sealed record ExplainedLayer(Layer Layer, ImmutableArray<int> Votes, ImmutableArray<Neighbor> Nearest)
{
    /// <summary>The class that has the most neighbours, be it half of them or not, of equal ones the smaller; −1 where there are no neighbours.</summary>
    public int Majority
    {
        get
        {
            int most = Votes.Max();
            return most == 0 ? -1 : Votes.IndexOf(most);
        }
    }
}
