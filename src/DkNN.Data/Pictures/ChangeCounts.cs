namespace DkNN.Data;

/// <summary>How many pictures of a set were changed, and how. Safe for many threads.</summary>
internal sealed class ChangeCounts
{
    private static readonly (PictureChanges Change, string What)[] Sentences =
    [
        (PictureChanges.Resized, "picture(s) resized to {0}"),
        (PictureChanges.ToGray, "picture(s) turned from colour to grey"),
        (PictureChanges.ToColor, "picture(s) without colour taken as colour, because others have some; --gray makes all of them grey"),
        (PictureChanges.Blended, "picture(s) have transparent pixels, taken as background"),
        (PictureChanges.FirstFrame, "picture(s) have several frames; the first is read"),
        (PictureChanges.Inverted, "picture(s) with dark and light exchanged"),
    ];

    private readonly int[] _counts = new int[Sentences.Length];

    /// <summary>Counts the changes of some pictures, the same for each.</summary>
    public void Add(PictureChanges changes, int pictures = 1)
    {
        for (int i = 0; i < Sentences.Length; i++)
        {
            if (changes.HasFlag(Sentences[i].Change)) Interlocked.Add(ref _counts[i], pictures);
        }
    }

    /// <summary>A sentence for each kind of change that there was.</summary>
    public IEnumerable<string> Notes(PictureShape shape)
    {
        for (int i = 0; i < Sentences.Length; i++)
        {
            string what = Sentences[i].What.Replace("{0}", $"{shape.Extent}", StringComparison.Ordinal);
            if (_counts[i] > 0) yield return $"{_counts[i]} {what}.";
        }
    }
}
