using DkNN.Vectors;

namespace DkNN.Testing;

/// <summary>Files of an index of four rows with right checksums, whose content would lead a search astray.</summary>
public abstract class HostileIndexFiles<TFactory, TOptions> : IDisposable
    where TFactory : INeighborIndexFactory<TOptions>, new()
    where TOptions : class, new()
{
    private readonly TemporaryFolder _folder = new();

    protected string File => _folder["hostile.index"];

    protected RowMatrix Rows { get; } = SampleRows.Clustered(4, 3, seed: 1);

    public void Dispose()
    {
        Rows.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_well_formed_file_is_searched()
    {
        WriteWellFormed();
        using var index = Load();
        int[] ids = new int[16];
        index.Search(Rows, 4, ids, new float[16]);
        Assert.Equal([0, 1, 2, 3], ids[..4].Order());
    }

    protected abstract void WriteWellFormed();

    protected void AssertRefused(Action write)
    {
        write();
        var problem = Assert.Throws<InvalidDataException>(() => Load().Dispose());
        Assert.Contains("made anew", problem.Message, StringComparison.Ordinal);
    }

    private INeighborIndex Load() => new TFactory().Load(File, Rows, new TOptions());
}
