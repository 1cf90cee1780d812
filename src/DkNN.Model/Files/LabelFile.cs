namespace DkNN.Model;

/// <summary>The label of every training image, as an IDX file of int32 that other programs read too.</summary>
public static class LabelFile
{
    /// <summary>Writes labels.</summary>
    /// <param name="path">The file.</param>
    /// <param name="labels">The labels, in the order of the images.</param>
    public static void Write(string path, ReadOnlySpan<int> labels) => IdxArray.WriteIntegers(path, labels);

    /// <summary>Reads labels.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is of another form or length.</exception>
    public static int[] Read(string path) => IdxArray.ReadIntegers(path);
}
