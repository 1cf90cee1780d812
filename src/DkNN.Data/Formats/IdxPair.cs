namespace DkNN.Data;

/// <summary>A file of images and the file of their labels.</summary>
internal sealed record IdxPair(IdxContent Images, IdxContent Labels)
{
    private readonly int[] _labels = Labels.ToLabels();

    /// <summary>Height and width, and channels where the file has them.</summary>
    public int[] ImageDimensions => Images.Dimensions[1..];

    /// <summary>The dimensions of an image, in words.</summary>
    public string ImageShape => string.Join(" x ", ImageDimensions);

    /// <summary>The labels' range, each of which must occur. Some sets, EMNIST's letters for one, count from 1.</summary>
    /// <returns>The first label, 0 or 1, and the number of classes.</returns>
    /// <exception cref="DataFormatException">A class has no image, or a label is beyond what is possible.</exception>
    public (int First, int Classes) LabelRange()
    {
        int wrong = _labels.AsSpan().IndexOfAnyExceptInRange(0, ImageSet.MostClasses);
        if (wrong >= 0)
        {
            throw new DataFormatException(
                Labels.Path,
                $"The images are mislabelled: image {wrong} has label {_labels[wrong]}; labels are from 0 to {ImageSet.MostClasses}.",
                "Number the classes from 0 or 1 without gaps, or download the file again.");
        }
        bool[] occurs = new bool[ImageSet.MostClasses + 1];
        foreach (int label in _labels) occurs[label] = true;
        int first = occurs[0] ? 0 : 1;
        int last = Array.LastIndexOf(occurs, true);
        int gap = Array.IndexOf(occurs, false, first);
        if (last - first >= ImageSet.MostClasses || (gap >= 0 && gap < last))
        {
            throw new DataFormatException(
                Labels.Path,
                $"The images are mislabelled: label {last} occurs, but class {gap} has no training image.",
                "Number the classes from 0 or 1 without gaps, or download the file again.");
        }
        return (first, last - first + 1);
    }

    /// <summary>The images with their labels, as planes; the first label becomes class 0.</summary>
    /// <exception cref="DataFormatException">The counts disagree, or a label is none of the classes.</exception>
    public ImageSet ToImageSet(int first, int classes)
    {
        if (Images.Count != Labels.Count)
        {
            throw new DataFormatException(
                Labels.Path,
                $"The counts disagree: {Labels.Count} labels for the {Images.Count} images of {Images.Path}.",
                "Use images and labels of one data set.");
        }
        int wrong = _labels.AsSpan().IndexOfAnyExceptInRange(first, first + classes - 1);
        if (wrong >= 0)
        {
            throw new DataFormatException(
                Labels.Path,
                $"The images are mislabelled: image {wrong} has label {_labels[wrong]}, "
                + $"but the classes are {first} to {first + classes - 1}.",
                "Correct the label, or download the file again.");
        }
        int channels = ImageDimensions.Length == 3 ? ImageDimensions[2] : 1;
        return new(
            new PictureShape(channels, ImageDimensions[0], ImageDimensions[1]),
            classes,
            channels == 1 ? Images.Items : new PixelPlanes(Images.Items, channels),
            first == 0 ? _labels : Array.ConvertAll(_labels, label => label - first));
    }
}
