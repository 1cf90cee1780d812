namespace DkNN.Data;

/// <summary>What was changed of a picture, or left out, as it was read.</summary>
[Flags]
public enum PictureChanges
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It was scaled to another size.</summary>
    Resized = 1,

    /// <summary>Its colours were turned to grey.</summary>
    ToGray = 2,

    /// <summary>It is grey and was taken as colour, with three equal planes.</summary>
    ToColor = 4,

    /// <summary>It has transparent pixels, which were blended with the background.</summary>
    Blended = 8,

    /// <summary>It has several frames, of which the first was read.</summary>
    FirstFrame = 16,

    /// <summary>Dark and light were exchanged.</summary>
    Inverted = 32,
}
