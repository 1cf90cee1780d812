using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>
/// Calls a network's own code, which is a plugin's. These are no members of <see cref="Network"/>, where a layer of the same name would
/// hide them.
/// </summary>
internal static class NetworkCall
{
    /// <summary>The kind of plugin that a network is of.</summary>
    public const string Kind = "architecture";

    /// <summary>Calls it.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="PluginFailedException">The code throws.</exception>
    public static T Run<T>(Network network, Func<T> call) => PluginCall.Run(Kind, network.Architecture.Name, call);

    /// <summary>Computes the logits of images, and sees that they are logits.</summary>
    /// <param name="network">The network.</param>
    /// <param name="images">Images, N×C×H×W, in [0, 1].</param>
    /// <exception cref="PluginFailedException">The code throws, or gives something else.</exception>
    public static Tensor Logits(Network network, Tensor images) =>
        Required(network, "logits", Run(network, () => network.forward(images)), images.shape[0], network.Architecture.Classes);

    /// <summary>Refuses what is not one row of floats an image.</summary>
    /// <param name="network">The network.</param>
    /// <param name="what">What it should be.</param>
    /// <param name="given">What its code gave.</param>
    /// <param name="images">Number of images.</param>
    /// <param name="width">Floats an image.</param>
    /// <exception cref="PluginFailedException">It is something else.</exception>
    public static Tensor Required(Network network, string what, Tensor given, long images, long width)
    {
        bool isRight = given.dtype == ScalarType.Float32 && given.shape is [var rows, var columns] && (rows, columns) == (images, width);
        return isRight ? given : throw Failure(network, $"gave {what} of shape [{string.Join(", ", given.shape)}] for [{images}, {width}].");
    }

    /// <summary>What to throw where a network gave what it must not.</summary>
    /// <param name="network">The network.</param>
    /// <param name="fault">What it did, as the end of a sentence with its stop.</param>
    public static PluginFailedException Failure(Network network, string fault) =>
        PluginCall.Failure(Kind, network.Architecture.Name, fault);
}
