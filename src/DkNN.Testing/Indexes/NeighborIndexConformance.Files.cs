using Xunit;

namespace DkNN.Testing;

/// <content>Saving and loading.</content>
public abstract partial class NeighborIndexConformance<TFactory, TOptions>
{
    /// <summary>Rows of a file by the thousand: enough that every index searches as it does among many.</summary>
    private const int FewRows = 330;

    [Fact]
    public void A_loaded_index_answers_as_the_built_one()
    {
        using var built = Build(Rows);
        built.Save(File);
        using var loaded = _factory.Load(File, Rows, Options);
        Assert.Equal((built.Count, built.Dimension), (loaded.Count, loaded.Dimension));
        Assert.True(Neighbors.Of(built, Queries, K).IsSameAs(Neighbors.Of(loaded, Queries, K)), "The loaded index answers differently.");
    }

    /// <summary>
    /// Files cut short, lengthened, with flipped bits, swapped sections, hostile numbers under checksums that are right, of a future
    /// version or of another plugin: each is refused by an <see cref="InvalidDataException"/> that names it, or answers.
    /// </summary>
    [Fact]
    public void Damaged_and_hostile_files_are_refused_or_answer()
    {
        using var rows = SampleRows.Clustered(FewRows, Dimension, seed: 3);
        using var queries = SampleRows.Clustered(2, Dimension, seed: 4);
        using (var built = Build(rows)) built.Save(File);
        var fuzz = new FileFuzz(_folder, rows, queries, path => _factory.Load(path, rows, Options));
        var (refused, answered) = fuzz.Run(System.IO.File.ReadAllBytes(File), HostileFiles);
        Assert.True(refused > HostileFiles / 10, $"Only {refused} of {HostileFiles} files were refused.");
        Assert.Equal(HostileFiles, refused + answered);
    }

    /// <summary>Where an index is loaded before all of its file was read, what is wrong is found before an answer depends on it.</summary>
    [Fact]
    public void A_file_too_large_to_read_at_once_is_checked_before_its_first_use()
    {
        using var built = Build(Rows);
        built.Save(File);
        if (SectionImage.Of(System.IO.File.ReadAllBytes(File)) is not { } image) return;
        image.Add("padding", new byte[4 << 20]);
        byte[] content = image.ToBytes();
        System.IO.File.WriteAllBytes(File, content);
        using (var loaded = _factory.Load(File, Rows, Options))
        {
            var found = Neighbors.Of(loaded, Queries, K);
            Assert.True(Neighbors.Of(built, Queries, K).IsSameAs(found), "The loaded index answers differently.");
        }

        content[^(3 << 20)] ^= 4;
        System.IO.File.WriteAllBytes(File, content);
        string saved = _folder["again.index"];
        var problem = Assert.Throws<InvalidDataException>(() =>
        {
            using var loaded = _factory.Load(File, Rows, Options);
            // Whatever is asked of it first, and again.
            Assert.Throws<InvalidDataException>(() => loaded.Save(saved));
            Assert.Throws<InvalidDataException>(() => Neighbors.Of(loaded, Queries, K));
            Neighbors.Of(loaded, Queries, K);
        });
        Assert.Contains(File, problem.Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(saved), "A damaged index was saved as a sound one.");
    }

    [Fact]
    public void Other_rows_than_those_of_the_build_are_refused()
    {
        using (var built = Build(Rows)) built.Save(File);
        using var fewer = Rows.Slice(0, Rows.Count - 1);
        using var changed = SampleRows.Clustered(RowCount, Dimension, seed: 9);
        var others = new Refusal("other rows than those of the build", "Call RowIdentity.Write(file, rows) in Save and RowIdentity.Require(file, rows) in Load.");
        others.Require<InvalidDataException>(() => _factory.Load(File, fewer, Options).Dispose());
        others.Require<InvalidDataException>(() => _factory.Load(File, changed, Options).Dispose());
    }
}
