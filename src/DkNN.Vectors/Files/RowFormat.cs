namespace DkNN.Vectors;

/// <summary>How the floats of rows are kept on disk. They are searched as float32, whatever they were kept as.</summary>
public enum RowFormat
{
    /// <summary>Four bytes: mapped, and searched where they stand.</summary>
    Float32,

    /// <summary>Two bytes, IEEE 754 half precision: 11 significant bits.</summary>
    Float16,

    /// <summary>One byte, and one scale for every coordinate: its greatest magnitude over all rows is 127.</summary>
    Int8,
}
