declare const brand: unique symbol;

/** A value of type T that only its parser (or code that vouches for it) can make. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
