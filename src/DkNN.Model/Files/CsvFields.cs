using CsvHelper;

namespace DkNN.Model;

/// <summary>The fields of one row of a table, read from left to right.</summary>
internal sealed class CsvFields(string path, CsvReader reader)
{
    private int _next;

    public int Integer() => reader.TryParse(_next, out int value) ? Take(value) : throw Malformed("a whole number");

    public long Long() => reader.TryParse(_next, out long value) ? Take(value) : throw Malformed("a whole number");

    public string Text() => Take(reader.GetString(_next));

    /// <summary>A number, or null where the field is empty.</summary>
    public double? NumberOrNone() => reader.GetString(_next).Length == 0 ? Take<double?>(null) : Number();

    public double Number() =>
        reader.TryParse(_next, out double value) && double.IsFinite(value) ? Take(value) : throw Malformed("a number");

    public int[] Integers(int count)
    {
        var values = new int[count];
        for (int i = 0; i < count; i++) values[i] = Integer();
        return values;
    }

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
        new($"{path}, line {reader.LineNumber}: {reader.Headers[_next]} is '{reader.GetString(_next)}', but must be {wanted}.");
}
