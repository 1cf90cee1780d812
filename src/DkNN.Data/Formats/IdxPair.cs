namespace DkNN.Data;

/// <summary>A file of images and the file of their labels.</summary>
internal sealed record IdxPair(IdxContent Images, IdxContent Labels)
{
    private readonly int[] _labels = Labels.ToLabels();

    /// <summary>Height and width, and channels where the file has them.</summary>
    public int[] ImageDimensions => Images.Dimensions[1..];

    /// <summary>The dimensions of an image, in words.</summary>
    public string ImageShape => string.Join(" x ", ImageDimensions);

    /// <summary>The number of classes, where each from 0 to the largest label occurs.</summary>
    /// <exception cref="DataFormatException">A class has no image.</exception>
    public int CountClasses()
    {
        int wrong = _labels.AsSpan().IndexOfAnyExceptInRange(0, ImageSet.MostClasses - 1);
        if (wrong >= 0)
        {
            throw new DataFormatException(
                Labels.Path,
                $"The images are mislabelled: image {wrong} has label {_labels[wrong]}; labels are from 0 to {ImageSet.MostClasses - 1}.",
                "Number the classes from 0 without gaps, or download the file again.");
        }
        bool[] occurs = new bool[ImageSet.MostClasses];
        foreach (int label in _labels) occurs[label] = true;
        int classes = Array.LastIndexOf(occurs, true) + 1;
        int gap = Array.IndexOf(occurs, false);
        if (gap >= 0 && gap < classes)
        {
            throw new DataFormatException(
                Labels.Path,
                $"The images are mislabelled: label {classes - 1} occurs, but class {gap} has no training image.",
                "Number the classes from 0 without gaps, or download the file again.");
        }
        return classes;
    }

    /// <summary>The images with their labels, as planes.</summary>
    /// <exception cref="DataFormatException">The counts disagree, or a label is not below the number of classes.</exception>
    public ImageSet ToImageSet(int classes)
    {
        if (Images.Count != Labels.Count)
        {
            throw new DataFormatException(
                Labels.Path,
                $"The counts disagree: {Labels.Count} labels for the {Images.Count} images of {Images.Path}.",
                "Use images and labels of one data set.");
        }
        int wrong = _labels.AsSpan().IndexOfAnyExceptInRange(0, classes - 1);
        if (wrong >= 0)
        {
            throw new DataFormatException(
                Labels.Path,
                $"The images are mislabelled: image {wrong} has label {_labels[wrong]}, but the classes are 0 to {classes - 1}.",
                "Correct the label, or download the file again.");
        }
        int channels = ImageDimensions.Length == 3 ? ImageDimensions[2] : 1;
        return new(channels, ImageDimensions[0], ImageDimensions[1], classes, ToPlanes(channels), _labels);
    }

    private byte[] ToPlanes(int channels)
    {
        if (channels == 1) return Images.Elements;
        byte[] planes = new byte[Images.Elements.Length];
        int size = planes.Length / Images.Count;
        for (int start = 0; start < planes.Length; start += size)
        {
            Planes.FromInterleaved(Images.Elements.AsSpan(start, size), planes.AsSpan(start, size), channels);
        }
        return planes;
    }
}
