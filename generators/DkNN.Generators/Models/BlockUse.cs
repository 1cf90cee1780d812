namespace DkNN.Generators.Models;

/// <summary>A property whose type is a block.</summary>
/// <param name="Name">Name of the property.</param>
/// <param name="Type">The block's class, with <c>global::</c>.</param>
/// <param name="First">Position of its first layer, from the first of what declares it.</param>
/// <param name="Count">Number of its layers.</param>
/// <param name="Documented">Whether its author documented it.</param>
internal sealed record BlockUse(string Name, string Type, int First, int Count, bool Documented);
