namespace DkNN.Stories.Tests;

/// <summary>A solution made of a template.</summary>
/// <param name="Template">The template's short name.</param>
/// <param name="Name">The name that a person gave, and the folder's.</param>
/// <param name="Project">The project's name, which follows from it.</param>
/// <param name="Plugin">The plugin's.</param>
/// <param name="Identifier">The namespace's.</param>
internal sealed record PluginSolution(string Template, string Name, string Project, string Plugin, string Identifier);
