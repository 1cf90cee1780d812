using DkNN.Vectors;

namespace DkNN.Data;

/// <summary>Changes the images of data sets that are no pictures in files, IDX files and built-in ones, as the options ask.</summary>
internal static class DataSetFitting
{
    /// <summary>The data set itself where nothing is to be changed, otherwise one with changed images in memory.</summary>
    public static DataSet Fit(DataSet data, PictureOptions options, CancellationToken cancellation)
    {
        if (data.Train.Channels is not (1 or 3)) options = options with { Gray = false };
        bool fits = !options.Invert && (options.Resize ?? data.Train.Shape.Extent) == data.Train.Shape.Extent
            && (!options.Gray || data.Train.Channels == 1);
        if (fits) return data;
        var changes = new ChangeCounts();
        ImageSet train = Fit(data.Train, options, changes, cancellation), test = Fit(data.Test, options, changes, cancellation);
        return new(data.Name, train, test, data.ClassNames, [.. data.Notes, .. changes.Notes(train.Shape)]);
    }

    private static ImageSet Fit(ImageSet images, PictureOptions options, ChangeCounts changes, CancellationToken cancellation)
    {
        Picture At(int image) => PictureFitting.Fit(
            new Picture(images.Shape, images.Pixels(image).ToArray(), images.Shape, PictureChanges.None), options);

        Picture first = At(0);
        changes.Add(first.Changes, images.Count);
        var pixels = new PixelArrays(images.Count, first.Shape.Size);
        Parallel.For(
            0,
            images.Count,
            SharedCores.Options(cancellation),
            image => At(image).Pixels.Span.CopyTo(pixels.Writable(image)));
        return new(first.Shape, images.Classes, pixels, images.Labels.ToArray());
    }
}
