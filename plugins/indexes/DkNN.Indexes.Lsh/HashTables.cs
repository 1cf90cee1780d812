using DkNN.Vectors;

namespace DkNN.Indexes.Lsh;

/// <summary>All tables, in flat arrays.</summary>
/// <param name="tables">Where each table's keys start, and the last end.</param>
/// <param name="keys">The keys of the buckets that are not empty, ascending in a table.</param>
/// <param name="starts">Where each bucket's rows start, and the last end.</param>
/// <param name="rows">The rows of the buckets, each row once a table.</param>
internal sealed unsafe class HashTables(PinnedArray<int> tables, PinnedArray<uint> keys, PinnedArray<int> starts, PinnedArray<int> rows)
{
    private const string TableSection = "table-starts";
    private const string KeySection = "keys";
    private const string StartSection = "bucket-starts";
    private const string RowSection = "bucket-rows";

    public long Bytes => tables.Bytes + keys.Bytes + starts.Bytes + rows.Bytes;

    /// <summary>Takes the tables of a file where they stand.</summary>
    /// <param name="file">The file, open as long as the tables.</param>
    /// <param name="tableCount">Number of tables.</param>
    /// <param name="rowCount">Rows indexed.</param>
    /// <exception cref="InvalidDataException">The tables are none, or lead outside.</exception>
    public static HashTables Map(SectionFile file, int tableCount, int rowCount)
    {
        var tables = new HashTables(
            new(file.Section<int>(TableSection)),
            new(file.Section<uint>(KeySection)),
            new(file.Section<int>(StartSection)),
            new(file.Section<int>(RowSection)));
        file.Check(() => tables.FindFault(tableCount, rowCount));
        return tables;
    }

    public void Write(SectionFileWriter file)
    {
        file.Add(TableSection, tables.Values);
        file.Add(KeySection, keys.Values);
        file.Add(StartSection, starts.Values);
        file.Add(RowSection, rows.Values);
    }

    /// <summary>The rows of a bucket; none if there is no such bucket.</summary>
    public ReadOnlySpan<int> Bucket(int table, uint key)
    {
        uint* first = keys.Pointer + tables.Pointer[table];
        int count = tables.Pointer[table + 1] - tables.Pointer[table];
        if (count == 0) return [];
        // The comparison moves a pointer and is no branch, which would be guessed wrong every other time.
        while (count > 1)
        {
            int half = count / 2;
            first = first[half] <= key ? first + half : first;
            count -= half;
        }

        if (*first != key) return [];
        int* start = starts.Pointer + (first - keys.Pointer);
        return new ReadOnlySpan<int>(rows.Pointer + start[0], start[1] - start[0]);
    }

    /// <summary>What would make a search read outside or miss buckets; null if nothing.</summary>
    private string? FindFault(int tableCount, int rowCount)
    {
        if (tables.Length != tableCount + 1 || tables.Values[0] != 0 || tables.Values[^1] != keys.Length)
        {
            return "its tables do not hold its keys";
        }

        if ((long)tableCount * rowCount != rows.Length) return "its buckets do not hold every row once a table";
        if (starts.Length != keys.Length + 1 || starts.Values[0] != 0 || starts.Values[^1] != rows.Length)
        {
            return "its buckets do not hold its rows";
        }

        for (int table = 0; table < tableCount; table++)
        {
            var (first, end) = (tables.Values[table], tables.Values[table + 1]);
            if (first > end || end > keys.Length) return $"table {table} ends where it should not";
            for (int key = first + 1; key < end; key++)
            {
                if (keys.Values[key] <= keys.Values[key - 1]) return $"the keys of table {table} do not ascend";
            }
        }

        for (int bucket = 0; bucket < keys.Length; bucket++)
        {
            if (starts.Values[bucket] > starts.Values[bucket + 1]) return $"bucket {bucket} ends before it starts";
        }

        return rows.Values.ContainsAnyExceptInRange(0, rowCount - 1)
            ? $"a bucket holds other rows than the {rowCount} that there are" : null;
    }
}
