namespace DkNN;

/// <summary>
/// Declares a block: layers that architectures, and other blocks, repeat with <see cref="BlockAttribute"/>. The class is sealed and
/// partial, and has layers as an architecture has; <see cref="Layer.Input"/> is what the block reads, and its last layer what it gives.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LayerBlockAttribute : Attribute;
