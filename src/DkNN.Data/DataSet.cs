using System.Collections.Immutable;

namespace DkNN.Data;

/// <summary>A data set: images to train on and images to test with, of one shape and of the same classes.</summary>
public sealed class DataSet
{
    /// <summary>Creates a data set.</summary>
    /// <param name="name">Its name, as results show it.</param>
    /// <param name="train">Images to train on.</param>
    /// <param name="test">Images to test with; some of them calibrate.</param>
    /// <param name="classNames">A name for every class, or empty for none.</param>
    /// <param name="notes">What a reader left out or changed; none by default.</param>
    /// <exception cref="ArgumentException">Shapes or numbers of classes differ, or there are not as many names as classes.</exception>
    public DataSet(
        string name, ImageSet train, ImageSet test, ImmutableArray<string> classNames = default,
        ImmutableArray<string> notes = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        if ((train.Shape, train.Classes) != (test.Shape, test.Classes))
        {
            throw new ArgumentException("Training and test images must have one shape and the same number of classes.", nameof(test));
        }

        Name = name;
        Train = train;
        Test = test;
        ClassNames = classNames.IsDefault ? [] : classNames;
        Notes = notes.IsDefault ? [] : notes;
        if (ClassNames.Length != 0 && ClassNames.Length != Classes)
        {
            throw new ArgumentException($"{ClassNames.Length} names for {Classes} classes.", nameof(classNames));
        }
    }

    /// <summary>The name, as results show it.</summary>
    public string Name { get; }

    /// <summary>Images to train on.</summary>
    public ImageSet Train { get; }

    /// <summary>Images to test with; some of them calibrate.</summary>
    public ImageSet Test { get; }

    /// <summary>Number of classes.</summary>
    public int Classes => Train.Classes;

    /// <summary>A name for every class, or empty where the source has none.</summary>
    public ImmutableArray<string> ClassNames { get; }

    /// <summary>What was left out or changed on reading: sentences to show to whoever asked for the data.</summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>What to call a class: its name, or its number where it has none.</summary>
    /// <param name="label">The class, below <see cref="Classes"/>.</param>
    public string ClassName(int label) => ClassNames.IsEmpty ? $"{label}" : ClassNames[label];
}
