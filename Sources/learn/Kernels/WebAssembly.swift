#if arch(wasm32)
  /// ``execute(_:from:to:parameters:shared:own:gradients:)`` for pages, which call it by this name.
  ///
  /// All addresses are places in the memory that the page and the kernels share.
  @_expose(wasm, "execute")
  @_cdecl("execute")
  public func executeInPage(
    _ program: UnsafeRawPointer, _ first: Int, _ end: Int, _ parameters: UnsafeMutableRawPointer,
    _ shared: UnsafeMutableRawPointer, _ own: UnsafeMutableRawPointer,
    _ gradients: UnsafeMutableRawPointer
  ) {
    execute(
      program, from: first, to: end, parameters: parameters, shared: shared, own: own,
      gradients: gradients)
  }
#endif
