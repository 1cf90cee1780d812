using System.Collections.Immutable;

namespace DkNN.Data;

/// <summary>A picture as read from a file.</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="Pixels">C×H×W bytes from 0 to 255.</param>
/// <param name="Stored">The shape it was stored in, upright as people see it.</param>
/// <param name="Changes">What was changed.</param>
public sealed record Picture(PictureShape Shape, ReadOnlyMemory<byte> Pixels, PictureShape Stored, PictureChanges Changes)
{
    /// <summary>What was changed, in words, each a phrase such as "resized from 640x480 to 28x28".</summary>
    public ImmutableArray<string> Notes =>
    [
        .. from change in Enum.GetValues<PictureChanges>()
           where change != PictureChanges.None && Changes.HasFlag(change)
           select change switch
           {
               PictureChanges.Resized => $"resized from {Stored.Extent} to {Shape.Extent}",
               PictureChanges.ToGray => "turned from colour to grey",
               PictureChanges.ToColor => "taken from grey to colour",
               PictureChanges.Blended => "transparent pixels taken as background",
               PictureChanges.FirstFrame => "first of several frames",
               _ => "dark and light exchanged",
           },
    ];
}
