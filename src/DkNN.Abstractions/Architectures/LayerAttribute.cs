namespace DkNN;

/// <summary>Declares what a layer computes. The property's name is the layer's name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class LayerAttribute : Attribute;
