using CsvHelper;

namespace DkNN.Model;

/// <summary>The fields of one row of a table, read from left to right.</summary>
public sealed class CsvFields
{
    private readonly string _path;
    private readonly CsvReader _reader;
    private int _next;

    internal CsvFields(string path, CsvReader reader) => (_path, _reader) = (path, reader);

    /// <summary>A whole number.</summary>
    /// <exception cref="InvalidDataException">The field is none; the message names file, line and column.</exception>
    public int Integer() => _reader.TryParse(_next, out int value) ? Take(value) : throw Malformed("a whole number");

    /// <summary>A whole number that may be large.</summary>
    /// <exception cref="InvalidDataException">The field is none.</exception>
    public long Long() => _reader.TryParse(_next, out long value) ? Take(value) : throw Malformed("a whole number");

    /// <summary>A text.</summary>
    public string Text() => Take(_reader.GetString(_next));

    /// <summary>A number, or null where the field is empty.</summary>
    public double? NumberOrNone() => _reader.GetString(_next).Length == 0 ? Take<double?>(null) : Number();

    /// <summary>A finite number.</summary>
    /// <exception cref="InvalidDataException">The field is none.</exception>
    public double Number() =>
        _reader.TryParse(_next, out double value) && double.IsFinite(value) ? Take(value) : throw Malformed("a number");

    /// <summary>Whole numbers in consecutive fields.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="InvalidDataException">A field is none.</exception>
    public int[] Integers(int count)
    {
        var values = new int[count];
        for (int i = 0; i < count; i++) values[i] = Integer();
        return values;
    }

    /// <summary>Finite numbers in consecutive fields.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="InvalidDataException">A field is none.</exception>
    public double[] Numbers(int count)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++) values[i] = Number();
        return values;
    }

    private T Take<T>(T value)
    {
        _next++;
        return value;
    }

    private InvalidDataException Malformed(string wanted) =>
        new($"{_path}, line {_reader.LineNumber}: {_reader.Headers[_next]} is '{_reader.GetString(_next)}', but must be {wanted}.");
}
