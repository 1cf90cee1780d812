namespace DkNN.Data.Tests;

public class RealDataTests
{
    [RealDataFact("mnist")]
    public async Task Mnist_is_the_published_one()
    {
        var catalogue = new DataCatalogue();
        Assert.All(await catalogue.VerifyAsync("mnist"), file => Assert.Equal(FileState.Ok, file.State));

        DataSet mnist = catalogue.Open("mnist");

        Assert.Equal((1, 28, 28, 10), (mnist.Train.Channels, mnist.Train.Height, mnist.Train.Width, mnist.Classes));
        Assert.Equal([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949], CountsPerClass(mnist.Train));
        Assert.Equal([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009], CountsPerClass(mnist.Test));
    }

    [RealDataFact("mnist")]
    public void Mnist_splits_into_750_and_9250_in_proportion()
    {
        ImageSet test = new DataCatalogue().Open("mnist").Test;
        var split = CalibrationSplit.Stratified(test.Labels);

        Assert.Equal((750, 9250), (split.Calibration.Length, split.Test.Length));
        // By hand: shares 73.5, 85.125, 77.4, 75.75, 73.65, 66.9, 71.85, 77.1, 73.05 and 75.675.
        // Rounded down they lack five of 750, so the five largest remainders are rounded up.
        Assert.Equal([73, 85, 77, 76, 74, 67, 72, 77, 73, 76], CountsPerClass(test.Select(split.Calibration.AsSpan())));
    }

    [RealDataFact("fashion-mnist")]
    public async Task Fashion_mnist_is_the_published_one()
    {
        var catalogue = new DataCatalogue();
        Assert.All(await catalogue.VerifyAsync("fashion-mnist"), file => Assert.Equal(FileState.Ok, file.State));

        DataSet fashion = catalogue.Open("fashion-mnist");

        Assert.Equal("Ankle boot", fashion.ClassName(9));
        Assert.All(CountsPerClass(fashion.Train), count => Assert.Equal(6000, count));
        Assert.All(CountsPerClass(fashion.Test), count => Assert.Equal(1000, count));
    }

    [RealDataFact("cifar10-subset")]
    public void Colour_photographs_are_read_from_a_folder_in_the_data_directory()
    {
        DataSet cifar = new DataCatalogue().Open("cifar10-subset");
        Assert.Equal((3, 32, 32, 10), (cifar.Train.Channels, cifar.Train.Height, cifar.Train.Width, cifar.Classes));
        Assert.All(CountsPerClass(cifar.Train), count => Assert.Equal(400, count));

        // The published means of CIFAR-10's red, green and blue; a subset of a lossy copy is near them, mixed-up planes are not.
        double[] means = [.. Enumerable.Range(0, 3).Select(channel => PlaneMean(cifar.Train, channel))];
        Assert.Equal(0.4914, means[0], 0.01);
        Assert.Equal(0.4822, means[1], 0.01);
        Assert.Equal(0.4465, means[2], 0.01);
    }

    private static int[] CountsPerClass(ImageSet images) => [.. Enumerable.Range(0, images.Classes).Select(label =>
        images.Labels.Count(label))];

    private static double PlaneMean(ImageSet images, int channel)
    {
        int area = images.Height * images.Width;
        return Enumerable.Range(0, images.Count).Average(
            image => images.Pixels(image).Slice(channel * area, area).ToArray().Average(value => value / 255.0));
    }
}
