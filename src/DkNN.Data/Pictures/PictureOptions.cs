namespace DkNN.Data;

/// <summary>What may be changed of pictures as they are read.</summary>
/// <param name="Gray">Colour is turned to grey, by the weights of ITU-R BT.601.</param>
/// <param name="Resize">
/// The size to scale to, each axis for itself, so that the proportions may change; null for that of the files, which must then be one.
/// </param>
/// <param name="Invert">Dark and light are exchanged: for pen on white paper, where a network knows light strokes on black.</param>
public sealed record PictureOptions(bool Gray = false, PictureSize? Resize = null, bool Invert = false)
{
    /// <summary>Nothing is changed.</summary>
    public static PictureOptions AsStored { get; } = new();
}
