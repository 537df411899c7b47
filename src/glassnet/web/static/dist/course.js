/*! Glassnet, Apache-2.0. Contains preact (MIT), @preact/signals (MIT), htm (Apache-2.0) and uPlot (MIT);
 * their licences are in licenses/. Made by tools/js from static/src: change it there. */

// tools/js/node_modules/preact/dist/preact.mjs
var n, t, r, u, i, f, o, e, l, c, a, s, h = /* @__PURE__ */ Symbol.for("pv"), p = {}, y = [], v = /^m(i|n|o|s|text|space)$/, w = Array.isArray, d = y.slice, _ = Object.assign;
function g(n3) {
  n3 && n3.parentNode && n3.remove();
}
function k(n3, t5, r3) {
  var u3, i3, f3, o4 = {}, e3 = arguments.length;
  for (f3 in t5) f3 == "key" ? u3 = t5[f3] : f3 == "ref" && typeof n3 != "function" ? i3 = t5[f3] : o4[f3] = t5[f3];
  return e3 > 2 && (o4.children = e3 > 3 ? d.call(arguments, 2) : r3), m(n3, o4, u3, i3, null);
}
function m(r3, u3, i3, f3, o4) {
  var e3 = { type: r3, props: u3, key: i3, ref: f3, __k: null, __: null, __b: 0, __e: null, __c: null, constructor: h, __v: o4 || ++t, __i: -1, __u: 0 };
  return !o4 && n.vnode && n.vnode(e3), e3;
}
function $(n3) {
  return n3.children;
}
function x(n3, t5) {
  this.props = n3, this.context = t5, this.__g = 0;
}
function S(n3, t5) {
  if (t5 == null) return n3.__ && S(n3.__, n3.__i + 1);
  for (var r3; t5 < n3.__k.length; t5++) if ((r3 = n3.__k[t5]) && r3.__e) return r3.__e;
  return typeof n3.type != "function" || n3.props.__P ? null : S(n3);
}
function C(t5) {
  var r3, u3 = t5.__v, i3 = u3.__e, f3 = [], o4 = [], e3 = t5.__P;
  e3 && ((r3 = _({ constructor: h }, u3)).__v = u3.__v + 1, n.vnode && n.vnode(r3), z(e3, r3, u3, t5.__n, e3.namespaceURI, 32 & u3.__u ? [i3] : null, f3, i3 || S(u3), 32 & u3.__u, o4), r3.__v = u3.__v, r3.__.__k[r3.__i] = r3, E(f3, r3, o4), u3.__ = u3.__e = null, r3.__e != i3 && j(r3));
}
function j(n3) {
  if ((n3 = n3.__) && n3.__c && !n3.props.__P) return n3.__e = null, n3.__k.some(function(t5) {
    return t5 && (n3.__e = t5.__e);
  }), j(n3);
}
function L(t5) {
  (8 & t5.__g || (t5.__g |= 8, u.push(t5), f++)) && i == n.debounceRendering || ((i = n.debounceRendering) || queueMicrotask)(H);
}
function H() {
  try {
    for (var n3, t5 = 1; u.length; ) u.length > t5 && u.sort(o), n3 = u.shift(), t5 = u.length, 8 & n3.__g && C(n3);
  } finally {
    (f = u.length) && (i || queueMicrotask)(H);
  }
}
function I(n3, t5, r3, u3, i3, f3, o4, e3, l3, c3, a3) {
  var s3, h3, v3, w3, d3, _3, g3 = u3.__k || y, k3 = t5.length;
  for (l3 = q(r3, t5, g3, l3, k3), s3 = 0; s3 < k3; s3++) (v3 = r3.__k[s3]) != null && (h3 = ~v3.__i && g3[v3.__i] || p, v3.__i = s3, _3 = z(n3, v3, h3, i3, f3, o4, e3, l3, c3, a3), w3 = v3.__e, (h3.ref != v3.ref || 8 & h3.__u) && (h3.ref && G(h3.ref, null, v3, h3), v3.ref && a3.push(v3.ref, v3.__c || w3, v3)), d3 = d3 || w3, 4 & v3.__u ? (l3 = A(v3, l3, n3, !h3.__v), h3.__e && (h3.__e = null)) : typeof v3.type == "function" && _3 !== void 0 ? l3 = _3 : w3 && (l3 = w3.nextSibling), v3.__u &= -21);
  return r3.__e = d3, l3;
}
function q(n3, t5, r3, u3, i3) {
  var f3, o4, e3, l3, c3, a3, s3, p3, y3, v3 = r3.length, d3 = v3, _3 = 0, g3 = 0, k3 = n3.__k = Array(i3);
  for (f3 = 0; f3 < i3; f3++) (o4 = t5[f3]) != null && typeof o4 != "boolean" && typeof o4 != "function" ? (typeof o4 != "object" || o4.constructor === String ? o4 = k3[f3] = m(null, o4) : w(o4) ? o4 = k3[f3] = m($, { children: o4 }) : o4.constructor === h && o4.__b ? o4 = k3[f3] = m(o4.type, o4.props, o4.key, o4.ref, o4.__v) : k3[f3] = o4, l3 = f3 + _3, o4.__ = n3, o4.__b = n3.__b + 1, e3 = null, ~(c3 = o4.__i = P(o4, r3, l3, d3)) && (d3--, (e3 = r3[c3]) && (e3.__u |= 2)), e3 && e3.__v ? (o4.__u |= 16, c3 == l3 - 1 ? _3-- : c3 == l3 + 1 ? _3++ : c3 != l3 && (c3 > l3 ? _3-- : _3++, g3 = 1)) : (~c3 || (i3 > v3 ? _3-- : i3 < v3 && _3++), typeof o4.type != "function" && (o4.__u |= 4))) : k3[f3] = null;
  if (g3) {
    for (a3 = [], s3 = [], f3 = 0; f3 < i3; f3++) if ((o4 = k3[f3]) && 16 & o4.__u) {
      for (_3 = 0, p3 = a3.length; _3 < p3; ) a3[y3 = _3 + p3 >> 1] < o4.__i ? _3 = y3 + 1 : p3 = y3;
      a3[_3] = o4.__i, s3[f3] = _3 + 1;
    }
    for (_3 = a3.length; f3--; ) s3[f3] && (s3[f3] == _3 ? _3-- : k3[f3].__u |= 4);
  }
  if (d3) for (f3 = 0; f3 < v3; f3++) !(e3 = r3[f3]) || 2 & e3.__u || (e3.__e == u3 && (u3 = S(e3)), J(e3, e3));
  return u3;
}
function A(n3, t5, r3, u3) {
  var i3, f3, o4, e3;
  if (typeof n3.type == "function") {
    if (n3.props.__P) return t5;
    if (i3 = n3.__k) for (f3 = 0; f3 < i3.length; f3++) i3[f3] && (i3[f3].__ = n3, t5 = A(i3[f3], t5, r3, !1));
    return t5;
  }
  for (t5 && !t5.parentNode && (t5 = S(n3)) && !t5.parentNode && (t5 = null), o4 = n3.__e, e3 = t5; e3 && e3.nodeType == 8; ) e3 = e3.nextSibling;
  for (o4 != e3 && (!u3 && r3.moveBefore && o4.parentNode ? r3.moveBefore(o4, t5) : r3.insertBefore(o4, t5 || null)), t5 = o4; (t5 = t5 && t5.nextSibling) && t5.nodeType == 8 && !t5.data.startsWith("$s"); ) ;
  return t5;
}
function P(n3, t5, r3, u3) {
  var i3, f3 = n3.key, o4 = n3.type, e3 = t5[r3], l3 = e3 && !(2 & e3.__u);
  if (e3 === null && f3 == null || l3 && f3 == e3.key && o4 == e3.type) return r3;
  if (u3 > (l3 ? 1 : 0)) {
    for (i3 = r3 - 1; i3 >= 0; i3--) if ((e3 = t5[i3]) && !(2 & e3.__u) && f3 == e3.key && o4 == e3.type) return i3;
    for (i3 = r3 + 1; i3 < t5.length; i3++) if ((e3 = t5[i3]) && !(2 & e3.__u) && f3 == e3.key && o4 == e3.type) return i3;
  }
  return -1;
}
function T(n3, t5, r3) {
  r3 == null && (r3 = ""), t5[0] == "-" ? n3.setProperty(t5, r3) : n3[t5] = r3;
}
function N(n3, t5, r3, u3, i3) {
  var f3, o4;
  if (t5 == "style") if (typeof r3 == "string") n3.style.cssText = r3;
  else {
    if (typeof u3 == "string" && (n3.style.cssText = u3 = ""), u3) for (t5 in u3) r3 && t5 in r3 || T(n3.style, t5);
    if (r3) for (t5 in r3) u3 && r3[t5] == u3[t5] || T(n3.style, t5, r3[t5]);
  }
  else if (t5[0] == "o" && t5[1] == "n") typeof r3 != "function" && (r3 = null), typeof u3 != "function" && (u3 = null), (n3.__e || (n3.__e = {}))[t5] = r3, r3 && u3 || (o4 = a[t5] || (a[t5] = V(t5)), (n3.__a || (n3.__a = {}))[t5] = c, f3 = t5 != (t5 = t5.replace(l, "$1")), (t5 = t5.slice(2))[0] < "a" && (t5 = t5.toLowerCase()), r3 ? n3.addEventListener(t5, o4, f3) : n3.removeEventListener(t5, o4, f3));
  else {
    if (i3 == "http://www.w3.org/2000/svg") t5 = t5.replace(/xlink(H|:h)/, "h").replace(/sName$/, "s");
    else if (t5 != "width" && t5 != "height" && t5 != "href" && t5 != "list" && t5 != "form" && t5 != "tabIndex" && t5 != "download" && t5 != "rowSpan" && t5 != "colSpan" && t5 != "role" && t5 != "popover" && t5 in n3) try {
      return void (n3[t5] = r3 ?? "");
    } catch {
    }
    if (typeof r3 == "function") return;
    r3 == null || r3 === !1 && t5[4] != "-" ? n3.removeAttribute(t5) : n3.setAttribute(t5, t5 == "popover" && r3 == 1 ? "" : r3);
  }
}
function V(t5) {
  return function(r3) {
    var u3 = this.__e;
    if (u3) {
      if (u3 = u3[t5], r3[e] == null) r3[e] = c++;
      else if (r3[e] < this.__a[t5]) return;
      return u3(n.event ? n.event(r3) : r3);
    }
  };
}
function z(t5, r3, u3, i3, f3, o4, e3, l3, c3, a3) {
  var s3, p3, v3, d3, k3, b, m4, M, C3, j3, L2, H2, q2, A3, O, P2, T3, N2, V2 = r3.type;
  if (r3.constructor !== h) return null;
  128 & u3.__u && (c3 = 32 & u3.__u, s3 = u3.__c.__z) && (r3.__u |= c3, p3 = o4 = [], s3.nodeType == 8 ? l3 = B(s3, o4) : o4.push(s3), l3 = o4[0] || l3), (s3 = n.__b) && s3(r3);
  n: if (typeof V2 == "function") {
    v3 = e3.length;
    try {
      if (M = r3.props, C3 = (s3 = V2.prototype) && s3.render, j3 = (s3 = V2.contextType) && i3[s3.__c], L2 = s3 ? j3 ? j3.props.value : s3.__ : i3, (d3 = u3.__c) ? (r3.__c = d3, 2 & d3.__g && (d3.__g |= 1)) : (C3 ? r3.__c = d3 = new V2(M, L2) : (r3.__c = d3 = new x(M, L2), d3.constructor = V2, d3.render = K), j3 && j3.sub(d3), d3.state || (d3.state = {}), d3.__n = i3, d3.__g |= 8, d3.__h = [], d3.__k = []), C3 && (d3.__s || (d3.__s = d3.state), V2.getDerivedStateFromProps && (d3.__s == d3.state && (d3.__s = _({}, d3.__s)), _(d3.__s, V2.getDerivedStateFromProps(M, d3.__s)))), k3 = d3.props, b = d3.state, d3.__v = r3, u3.__c) {
        if (M !== k3 && C3 && !V2.getDerivedStateFromProps && d3.componentWillReceiveProps && d3.componentWillReceiveProps(M, L2), r3.__v == u3.__v && !(8 & d3.__g) || !(4 & d3.__g) && d3.shouldComponentUpdate && d3.shouldComponentUpdate(M, d3.__s, L2) === !1) {
          r3.__v != u3.__v && (d3.props = M, d3.state = d3.__s, d3.__g &= -9), r3.__e = u3.__e, r3.__k = u3.__k, r3.__k.some(function(n3) {
            n3 && (n3.__ = r3);
          }), y.push.apply(d3.__h, d3.__k), d3.__k = [], d3.__h.length && e3.push(d3), l3 = S(u3);
          break n;
        }
        d3.componentWillUpdate && d3.componentWillUpdate(M, d3.__s, L2), C3 && d3.componentDidUpdate && d3.__h.push(function() {
          d3.componentDidUpdate(k3, b, m4);
        });
      } else C3 && !V2.getDerivedStateFromProps && d3.componentWillMount && d3.componentWillMount(), C3 && d3.componentDidMount && d3.__h.push(d3.componentDidMount);
      d3.context = L2, d3.props = M, d3.__P = t5, d3.__g &= -5, H2 = n.__r, q2 = C3 ? 25 : 0;
      do
        d3.__g &= -9, H2 && H2(r3), s3 = d3.render(d3.props, d3.state = d3.__s, d3.context);
      while (8 & d3.__g && ++q2 < 25);
      C3 && (y.push.apply(d3.__h, d3.__k), d3.__k = []), d3.state = d3.__s, d3.getChildContext && (i3 = _({}, i3, d3.getChildContext())), C3 && u3.__c && d3.getSnapshotBeforeUpdate && (m4 = d3.getSnapshotBeforeUpdate(k3, b)), A3 = s3 && s3.type === $ && s3.key == null ? s3.props.children : s3, M.__P && (s3 = l3, f3 = (t5 = M.__P).namespaceURI, c3 = o4 = null, u3.props && u3.props.__P != t5 && (u3.__k.some(function(n3) {
        n3 && J(n3, n3);
      }), u3.__k = null), l3 = u3.__k ? S(u3, 0) : null), l3 = I(t5, w(A3) ? A3 : [A3], r3, u3, i3, f3, o4, e3, l3, c3, a3), M.__P && (r3.__e = null, l3 = s3), r3.__u &= -161, p3 && p3.some(g), d3.__h.length && e3.push(d3), 1 & d3.__g && (d3.__g &= -4);
    } catch (t6) {
      if (e3.length = v3, r3.__v = null, c3 || o4) if (t6 && t6.then) {
        if (r3.__u |= 128 | c3, o4) {
          for (~(T3 = o4.indexOf(l3 || void 0)) || (T3 = o4.length); (N2 = o4[T3 - 1]) && N2.nodeType == 8; ) T3--;
          for (; T3 < o4.length; T3++) if (N2 = o4[T3]) if (o4[T3] = null, O) {
            if (N2 == P2) break;
          } else {
            if (N2.nodeType != 8) break;
            N2.data.startsWith("$s") && (P2 = B(O = N2));
          }
        }
        if (!O) {
          for (; l3 && l3.nodeType == 8 && l3.nextSibling; ) l3 = l3.nextSibling;
          O = l3;
        }
        (s3 = B(O = r3.__c.__z || (r3.__c.__z = O))) ? (r3.__e = O, l3 = s3) : r3.__e = l3, l3 = l3 && l3.nextSibling;
      } else o4 && o4.some(g);
      else r3.__e = u3.__e;
      r3.__k || (r3.__k = u3.__k || []), t6 && t6.then || D(r3), n.__e(t6, r3, u3);
    }
  } else l3 = r3.__e = F(u3.__e, r3, u3, i3, f3, o4, e3, c3, a3, t5);
  return (s3 = n.diffed) && s3(r3), l3;
}
function B(n3, t5) {
  if (n3 && n3.nodeType == 8 && n3.data.startsWith("$s")) for (var r3 = 1; n3 = n3.nextSibling; ) {
    if (n3.nodeType == 8) {
      if (n3.data.startsWith("$s")) r3++;
      else if (n3.data.startsWith("/$s") && !--r3) return n3;
    }
    t5 && t5.push(n3);
  }
}
function D(n3) {
  n3 && (n3.__c && (n3.__c.__g |= 4), n3.__k && n3.__k.some(D));
}
function E(t5, r3, u3) {
  for (var i3 = 0; i3 < u3.length; ) G(u3[i3++], u3[i3++], u3[i3++]);
  n.__c && n.__c(r3, t5), t5.some(function(r4) {
    try {
      t5 = r4.__h, r4.__h = [], t5.some(function(n3) {
        n3.call(r4);
      });
    } catch (t6) {
      n.__e(t6, r4.__v);
    }
  });
}
function F(t5, r3, u3, i3, f3, o4, e3, l3, c3, a3) {
  var s3, h3, y3, _3, k3, b, m4, M, $2 = u3.props || p, x2 = r3.props, C3 = r3.type;
  if (C3 == "svg" ? f3 = "http://www.w3.org/2000/svg" : C3 == "math" ? f3 = "http://www.w3.org/1998/Math/MathML" : f3 || (f3 = "http://www.w3.org/1999/xhtml"), o4) {
    for (s3 = 0; s3 < o4.length; s3++) if ((k3 = o4[s3]) && (C3 ? k3.localName == C3 : k3.nodeType == 3)) {
      t5 = k3, o4[s3] = null;
      break;
    }
  }
  if (!t5) {
    if (M = a3.ownerDocument || document, !C3) return M.createTextNode(x2);
    t5 = M.createElementNS(f3, C3, x2.is ? x2 : a3), l3 && (n.__m && n.__m(r3, o4), l3 = !1), o4 = null;
  }
  if (C3) {
    if (a3 = C3 == "template" && t5.content || t5, o4 = C3 == "textarea" && x2.defaultValue != null ? null : o4 && d.call(a3.childNodes), !l3 && o4) for ($2 = {}, s3 = 0; s3 < t5.attributes.length; s3++) $2[(k3 = t5.attributes[s3]).name] = k3.value;
    for (s3 in $2) k3 = $2[s3], s3 == "dangerouslySetInnerHTML" ? y3 = k3 : s3 == "children" || s3 in x2 || s3 == "value" && "defaultValue" in x2 || s3 == "checked" && "defaultChecked" in x2 || N(t5, s3, null, k3, f3);
    for (s3 in x2) k3 = x2[s3], s3 == "children" ? _3 = k3 : s3 == "dangerouslySetInnerHTML" ? h3 = k3 : s3 == "value" ? b = k3 : s3 == "checked" ? m4 = k3 : l3 && typeof k3 != "function" || $2[s3] === k3 || N(t5, s3, k3, $2[s3], f3);
    h3 ? (l3 || y3 && (h3.__html == y3.__html || h3.__html == t5.innerHTML) || (t5.innerHTML = h3.__html), r3.__k = []) : (y3 && (t5.textContent = ""), (C3 == "foreignObject" || f3 == "http://www.w3.org/1998/Math/MathML" && v.test(C3)) && (f3 = "http://www.w3.org/1999/xhtml"), I(a3, w(_3) ? _3 : [_3], r3, u3, i3, f3, o4, e3, o4 ? o4[0] : u3.__k && S(u3, 0), l3, c3), o4 && o4.some(g)), l3 && C3 != "textarea" || (s3 = "value", C3 == "progress" && b == null ? t5.removeAttribute(s3) : b == null || b === t5[s3] && (C3 != "progress" || b) || N(t5, s3, b, $2[s3], f3), s3 = "checked", m4 != null && m4 != t5[s3] && N(t5, s3, m4, $2[s3], f3));
  } else $2 === x2 || l3 && t5.data == x2 || (t5.data = x2);
  return t5;
}
function G(t5, r3, u3, i3) {
  try {
    typeof t5 == "function" ? r3 ? r3.__x = t5(r3) || 1 : i3 && (i3 = i3.__c || i3.__e) && (r3 = i3.__x) && (i3.__x = null, typeof r3 == "function" ? r3() : t5(null)) : t5.current = r3;
  } catch (t6) {
    n.__e(t6, u3);
  }
}
function J(t5, r3, u3) {
  var i3, f3, o4, e3;
  if (n.unmount && n.unmount(t5), !(i3 = t5.ref) || i3.current && i3.current != t5.__e || G(i3, null, r3, t5), i3 = t5.__c) {
    if (i3.componentWillUnmount) try {
      i3.componentWillUnmount();
    } catch (t6) {
      n.__e(t6, r3);
    }
    i3.__P = i3.__n = null;
  }
  if (i3 = t5.__k) for (e3 = 0; e3 < i3.length; e3++) i3[e3] && J(i3[e3], r3, typeof t5.type != "function" || u3 && !t5.props.__P);
  !u3 && (i3 = t5.__c) && (i3 = i3.__z) && (f3 = B(i3, o4 = [])) && (i3 == t5.__e && o4.some(g), g(f3), g(i3)), u3 || g(t5.__e), t5.__e = t5.__c = t5.__ = null;
}
function K(n3, t5, r3) {
  return this.constructor(n3, r3);
}
function Q(t5, r3) {
  var u3, i3, f3, o4;
  n.__ && n.__(t5, r3), r3.nodeType == 9 && (r3 = r3.documentElement), i3 = (u3 = t5 && 32 & t5.__u) ? null : r3.__k, r3.__k = m($, { children: [t5] }), f3 = [], o4 = [], z(r3, r3.__k, i3 || p, p, r3.namespaceURI, i3 ? null : r3.firstChild ? d.call(r3.childNodes) : null, f3, i3 ? i3.__e : r3.firstChild, u3, o4), E(f3, r3.__k, o4), r3.__k.props.children = null;
}
function U(n3) {
  function t5(n4) {
    var r3, u3;
    return this.getChildContext || (r3 = /* @__PURE__ */ new Set(), (u3 = {})[t5.__c] = this, this.getChildContext = function() {
      return u3;
    }, this.shouldComponentUpdate = function(n5) {
      this.props.value != n5.value && r3.forEach(function(n6) {
        n6.__g |= 4, L(n6);
      });
    }, this.sub = function(n5) {
      r3.add(n5);
      var t6 = n5.componentWillUnmount;
      n5.componentWillUnmount = function() {
        r3.delete(n5), t6 && t6.call(n5);
      };
    }), n4.children;
  }
  return t5.__c = "__cC" + s++, t5.__ = n3, t5.Provider = (t5.Consumer = function(n4, t6) {
    return n4.children(t6);
  }).contextType = t5, t5;
}
n = { __e: function(n3, t5, r3, u3) {
  for (var i3, o4, e3; t5 = t5.__; ) if ((i3 = t5.__c) && !(1 & i3.__g)) {
    i3.__g |= 4;
    try {
      if ((e3 = (o4 = i3.constructor) && o4.getDerivedStateFromError) && i3.setState(o4.getDerivedStateFromError(n3)), i3.componentDidCatch && (i3.componentDidCatch(n3, u3 || {}), e3 = 1), e3 && 8 & i3.__g) return void (i3.__g |= 2);
    } catch (t6) {
      n3 = t6;
    }
  }
  throw f = 0, n3;
} }, t = 0, r = function(n3) {
  return n3 != null && n3.constructor === h;
}, x.prototype.setState = function(n3, t5) {
  var r3 = this.__s;
  r3 && r3 != this.state || (r3 = this.__s = _({}, this.state)), typeof n3 == "function" && (n3 = n3(_({}, r3), this.props)), n3 && (_(r3, n3), this.__v && (t5 && this.__k.push(t5), L(this)));
}, x.prototype.forceUpdate = function(n3) {
  this.__v && (this.__g |= 4, n3 && this.__h.push(n3), L(this));
}, x.prototype.render = $, u = [], f = 0, o = function(n3, t5) {
  return n3.__v.__b - t5.__v.__b;
}, e = /* @__PURE__ */ Symbol(), l = /(PointerCapture)$|Capture$/i, c = 0, a = {}, s = 0;

// tools/js/node_modules/htm/dist/htm.module.js
var n2 = function(t5, s3, r3, e3) {
  var u3;
  s3[0] = 0;
  for (var h3 = 1; h3 < s3.length; h3++) {
    var p3 = s3[h3++], a3 = s3[h3] ? (s3[0] |= p3 ? 1 : 2, r3[s3[h3++]]) : s3[++h3];
    p3 === 3 ? e3[0] = a3 : p3 === 4 ? e3[1] = Object.assign(e3[1] || {}, a3) : p3 === 5 ? (e3[1] = e3[1] || {})[s3[++h3]] = a3 : p3 === 6 ? e3[1][s3[++h3]] += a3 + "" : p3 ? (u3 = t5.apply(a3, n2(t5, a3, r3, ["", null])), e3.push(u3), a3[0] ? s3[0] |= 2 : (s3[h3 - 2] = 0, s3[h3] = u3)) : e3.push(a3);
  }
  return e3;
}, t2 = /* @__PURE__ */ new Map();
function htm_module_default(s3) {
  var r3 = t2.get(this);
  return r3 || (r3 = /* @__PURE__ */ new Map(), t2.set(this, r3)), (r3 = n2(this, r3.get(s3) || (r3.set(s3, r3 = (function(n3) {
    for (var t5, s4, r4 = 1, e3 = "", u3 = "", h3 = [0], p3 = function(n4) {
      r4 === 1 && (n4 || (e3 = e3.replace(/^\s*\n\s*|\s*\n\s*$/g, ""))) ? h3.push(0, n4, e3) : r4 === 3 && (n4 || e3) ? (h3.push(3, n4, e3), r4 = 2) : r4 === 2 && e3 === "..." && n4 ? h3.push(4, n4, 0) : r4 === 2 && e3 && !n4 ? h3.push(5, 0, !0, e3) : r4 >= 5 && ((e3 || !n4 && r4 === 5) && (h3.push(r4, 0, e3, s4), r4 = 6), n4 && (h3.push(r4, n4, 0, s4), r4 = 6)), e3 = "";
    }, a3 = 0; a3 < n3.length; a3++) {
      a3 && (r4 === 1 && p3(), p3(a3));
      for (var l3 = 0; l3 < n3[a3].length; l3++) t5 = n3[a3][l3], r4 === 1 ? t5 === "<" ? (p3(), h3 = [h3], r4 = 3) : e3 += t5 : r4 === 4 ? e3 === "--" && t5 === ">" ? (r4 = 1, e3 = "") : e3 = t5 + e3[0] : u3 ? t5 === u3 ? u3 = "" : e3 += t5 : t5 === '"' || t5 === "'" ? u3 = t5 : t5 === ">" ? (p3(), r4 = 1) : r4 && (t5 === "=" ? (r4 = 5, s4 = e3, e3 = "") : t5 === "/" && (r4 < 5 || n3[a3][l3 + 1] === ">") ? (p3(), r4 === 3 && (h3 = h3[0]), r4 = h3, (h3 = h3[0]).push(2, 0, r4), r4 = 0) : t5 === " " || t5 === "	" || t5 === `
` || t5 === "\r" ? (p3(), r4 = 2) : e3 += t5), r4 === 3 && e3 === "!--" && (r4 = 4, h3 = h3[0]);
    }
    return p3(), h3;
  })(s3)), r3), arguments, [])).length > 1 ? r3 : r3[0];
}

// tools/js/node_modules/htm/preact/index.module.js
var m2 = htm_module_default.bind(k);

// tools/js/node_modules/preact/hooks/dist/hooks.mjs
var t4, r2, u2, i2, o3 = Object.is, f2 = 0, c2 = [], e2 = [], a2 = n, v2 = a2.__b, l2 = a2.__r, m3 = a2.diffed, h2 = a2.__c, s2 = a2.unmount, p2 = a2.__;
function y2(n3, t5) {
  a2.__h && a2.__h(r2, n3, f2 || t5), f2 = 0;
  var u3 = r2.__H || (r2.__H = { __: [], __h: [] });
  return n3 >= u3.__.length && u3.__.push({}), u3.__[n3];
}
function d2(n3) {
  return f2 = 1, _2(G2, n3);
}
function _2(n3, u3, i3) {
  var f3 = y2(t4++, 2);
  if (f3.t = n3, !f3.__c && (f3.__ = [i3 ? i3(u3) : G2(void 0, u3), function(n4) {
    var t5 = (f3.__N || f3.__)[0], r3 = f3.t(t5, n4);
    o3(t5, r3) || (f3.__N = [r3, f3.__[1]], f3.__c.setState({}));
  }], f3.__c = r2, !r2.__f)) {
    r2.__f = !0;
    var c3 = r2.shouldComponentUpdate;
    r2.shouldComponentUpdate = function(n4, t5, r3) {
      var u4 = this.__H;
      if (!u4) return !0;
      var i4 = !1, f4 = this.props != n4;
      if (u4.__.some(function(n5) {
        n5.__N && (i4 = !0, o3(n5.__[0], n5.__N[0]) || (f4 = !0));
      }), c3) {
        var e3 = c3.call(this, n4, t5, r3);
        return i4 ? e3 || f4 : e3;
      }
      return !i4 || f4;
    };
  }
  return f3.__;
}
function A2(n3, u3) {
  var i3 = y2(t4++, 3);
  !a2.__s && E2(i3.__H, u3) && (i3.__P = !0, i3.__ = n3, i3.u = u3, r2.__H.__h.push(i3));
}
function T2(n3) {
  return f2 = 5, w2(function() {
    return { current: n3 };
  }, []);
}
function w2(n3, r3) {
  var u3 = y2(t4++, 7);
  return E2(u3.__H, r3) && (u3.__ = n3(), u3.__H = r3), u3.__;
}
function j2(n3) {
  var u3 = r2.context[n3.__c], i3 = y2(t4++, 9);
  return i3.c = n3, u3 ? (i3.__ == null && (i3.__ = !0, u3.sub(r2)), u3.props.value) : n3.__;
}
function g2() {
  var n3;
  do {
    for (; n3 = e2.shift(); ) try {
      C2(n3);
    } catch (t6) {
      a2.__e(t6, { __: (n3 = n3.__P) && n3.__v });
    }
    for (; n3 = c2.shift(); ) {
      var t5 = n3.__H;
      if (n3.__P && t5) try {
        t5.__h.some(C2), t5.__h.some(D2), t5.__h = [];
      } catch (r3) {
        t5.__h = [], a2.__e(r3, n3.__v);
      }
    }
  } while (e2.length);
}
a2.__b = function(n3) {
  r2 = null, v2 && v2(n3);
}, a2.__ = function(n3, t5) {
  n3 && t5.__k && t5.__k.__m && (n3.__m = t5.__k.__m), p2 && p2(n3, t5);
}, a2.__r = function(n3) {
  l2 && l2(n3), t4 = 0;
  var i3 = (r2 = n3.__c).__H;
  i3 && (u2 == r2 ? r2.__h = [] : (i3.__h.some(C2), i3.__h.some(D2), t4 = 0), i3.__h = [], i3.__.some(function(n4) {
    n4.__N && (n4.__ = n4.__N), n4.u = n4.__N = void 0;
  })), u2 = r2;
}, a2.diffed = function(n3) {
  m3 && m3(n3);
  var t5 = n3.__c;
  t5 && t5.__H && (t5.__H.__h.length && B2(c2.push(t5)), t5.__H.__.some(function(n4) {
    n4.u && (n4.__H = n4.u);
  })), u2 = r2 = null;
}, a2.__c = function(n3, t5) {
  t5.some(function(n4) {
    try {
      n4.__h.some(C2), n4.__h = n4.__h.filter(function(n5) {
        return !n5.__ || D2(n5);
      });
    } catch (t6) {
      n4.__h = [function() {
        throw t6;
      }];
    }
  }), h2 && h2(n3, t5);
}, a2.unmount = function(n3) {
  s2 && s2(n3);
  var t5, r3, u3 = n3.__c;
  u3 && u3.__H && (u3.__H.__.some(function(u4) {
    try {
      if (u4.__P && u4.__c) {
        if (r3 === void 0) {
          for (r3 = n3.__; r3 && (!r3.__c || !r3.__c.__P); ) r3 = r3.__;
          r3 = r3 && r3.__c;
        }
        u4.__P = r3, B2(e2.push(u4));
      } else C2(u4);
    } catch (n4) {
      t5 = n4;
    }
  }), u3.__H = void 0, t5 && a2.__e(t5, u3.__v));
};
var k2 = typeof requestAnimationFrame == "function";
function z2(n3) {
  var t5, r3 = function() {
    clearTimeout(u3), k2 && cancelAnimationFrame(t5), setTimeout(n3);
  }, u3 = setTimeout(r3, 35);
  k2 && (t5 = requestAnimationFrame(r3));
}
function B2(n3) {
  n3 != 1 && i2 == a2.requestAnimationFrame || ((i2 = a2.requestAnimationFrame) || z2)(g2);
}
function C2(n3) {
  var t5 = r2, u3 = n3.__c;
  typeof u3 == "function" && (n3.__c = void 0, u3()), r2 = t5;
}
function D2(n3) {
  var t5 = r2;
  n3.__c = n3.__(), r2 = t5;
}
function E2(n3, t5) {
  return !n3 || n3.length != t5.length || t5.some(function(t6, r3) {
    return !o3(t6, n3[r3]);
  });
}
function G2(n3, t5) {
  return typeof t5 == "function" ? t5(n3) : t5;
}

// src/glassnet/web/static/src/course/api.js
var RECORDS = "glassnet-records", ANSWER = "glassnet-answer:", NOTHING = { attempts: 0, passed: null, content: null, hints: 0, solution_seen: null };
async function ask(path, how) {
  let answer;
  try {
    answer = await fetch(path, how);
  } catch {
    throw new Error("The server does not answer. Is glassnet play still running?");
  }
  let text = await answer.text(), data;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Error(text.trim() || `The server answered ${answer.status}.`);
  }
  if (!answer.ok) throw new Error(data.error ?? `The server answered ${answer.status}.`);
  return data;
}
var get = (path) => ask(`/course${path}`), post = (path, data) => ask(`/course${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(data) });
function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
function keep(key, text) {
  try {
    localStorage.setItem(key, text);
  } catch {
  }
}
var answerOf = (id) => kept(ANSWER + id), keepAnswer = (id, text) => keep(ANSWER + id, text);
function ownRecords() {
  try {
    return JSON.parse(kept(RECORDS) ?? "{}") ?? {};
  } catch {
    return {};
  }
}
function note(id, change) {
  let all = ownRecords(), before = { ...NOTHING, ...all[id] }, after = { ...all, [id]: { ...before, ...change(before) } };
  return keep(RECORDS, JSON.stringify(after)), after;
}
var recordOf = (records, id) => records[id] ?? NOTHING;

// src/glassnet/web/static/src/course/context.js
var CourseContext = U(
  /** @type {Course} */
  /** @type {unknown} */
  null
);

// src/glassnet/web/static/src/components/highlight.js
var TOKENS = /(#[^\n]*)|("""[^\n]*?"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|\b(import|from|as|for|in|not|and|or|is|def|class|lambda|return|with|if|elif|else|while|break|None|True|False)\b|\b(\d[\d_.]*(?:e[+-]?\d+)?)\b/g, KINDS = ["comment", "string", "word", "number"];
function tokens(line) {
  let parts = [], at = 0;
  for (let m4 of line.matchAll(TOKENS)) {
    parts.push(line.slice(at, m4.index));
    let kind = KINDS[[1, 2, 3, 4].findIndex((g3) => m4[g3] !== void 0)];
    parts.push(m2`<span class=${`py-${kind}`}>${m4[0]}</span>`), at = m4.index + m4[0].length;
  }
  return [...parts, line.slice(at)];
}
function highlighted(code, changed) {
  let inside = !1;
  return code.split(`
`).map((line, i3) => {
    let turns = (line.match(/"""/g)?.length ?? 0) % 2 === 1, text = inside || turns;
    turns && (inside = !inside);
    let marked = text ? m2`<span class="py-string">${line}</span>` : tokens(line);
    return [changed?.has(i3) ? m2`<mark>${marked}</mark>` : marked, `
`];
  });
}

// src/glassnet/web/static/src/course/exercise.js
var HEADS = { right: "✓ Right", wrong: "✗ Not yet", not_started: "· Not started", crashed: "✗ It stops with an error", timed_out: "✗ It takes too long" }, KEYS = "Python editor. Tab indents; Escape, then Tab, leaves the editor. Control and Enter checks.";
function Said({ text }) {
  let stressed = (plain) => plain.split(/\*([^*]+)\*/).map((part, i3) => i3 % 2 ? m2`<em>${part}</em>` : part);
  return m2`<p>${text.split(/`([^`]+)`/).map((part, i3) => i3 % 2 ? m2`<code>${part}</code>` : stressed(part))}</p>`;
}
var plainly = (text) => text.replace(/`([^`]+)`|\*([^*]+)\*/g, (_3, code, stressed) => code ?? stressed);
function Judged({ verdict }) {
  let { evidence } = verdict, shown = (
    /** @type {[string, string][]} */
    []
  );
  evidence && (shown.push(["call", evidence.call], ["where", evidence.where], ["got", evidence.got], ["expected", evidence.expected]), evidence.difference !== null && shown.push(["differs by", `${Number(evidence.difference.toPrecision(4))} at most`])), verdict.printed && shown.push(["printed", verdict.printed]);
  let rows = shown.filter(([, text]) => text);
  return m2`<div class=${`verdict ${verdict.outcome}`}>
    <p><strong>${HEADS[verdict.outcome]}${verdict.line && verdict.outcome === "crashed" ? ` (line ${verdict.line})` : ""}</strong></p>
    <${Said} text=${verdict.message} />
    ${rows.length > 0 && m2`<dl>${rows.map(([name, text]) => m2`<div key=${name}><dt>${name}</dt><dd><code>${text}</code></dd></div>`)}</dl>`}
  </div>`;
}
function Exercise({ task }) {
  let { contents, records, setRecords, loadEditor } = j2(CourseContext), record = recordOf(records, task.id), host = T2(
    /** @type {HTMLElement|null} */
    null
  ), editor = T2(
    /** @type {import("./editor.js").Editor|null} */
    null
  ), [verdict, setVerdict] = d2(
    /** @type {Verdict|null} */
    null
  ), [busy, setBusy] = d2(!1), [trouble, setTrouble] = d2(""), [hints, setHints] = d2(
    /** @type {string[]} */
    []
  ), [solution, setSolution] = d2(""), [question, setQuestion] = d2(""), checking = T2(() => {
  }), answer = () => editor.current?.text() ?? answerOf(task.id) ?? task.starter;
  A2(() => {
    let box = host.current, over = !1;
    return loadEditor().then(
      ({ createEditor }) => {
        over || !box || (editor.current = createEditor({
          host: box,
          text: answerOf(task.id) ?? task.starter,
          label: `Your answer: ${task.title}`,
          hint: KEYS,
          change: (text) => keepAnswer(task.id, text),
          check: () => checking.current()
        }));
      },
      () => setTrouble("The editor cannot be loaded. Reload the page.")
    ), () => {
      over = !0, editor.current?.end();
    };
  }, [task.id]);
  let doing = async (work) => {
    if (!busy) {
      setBusy(!0), setTrouble("");
      try {
        await work();
      } catch (error) {
        setTrouble(error instanceof Error ? error.message : String(error));
      } finally {
        setBusy(!1);
      }
    }
  }, check = () => doing(async () => {
    editor.current?.mark(null);
    let got = await post("/check", { exercise: task.id, answer: answer() }), found = (
      /** @type {Verdict} */
      got.verdict
    );
    setVerdict(found), found.line && found.outcome !== "right" && editor.current?.mark({ line: found.line, kind: found.outcome, text: plainly(found.message) });
    let passed = found.outcome === "right";
    setRecords(got.records ?? (found.outcome === "not_started" ? records : note(task.id, (r3) => ({
      attempts: r3.attempts + 1,
      passed: r3.passed ?? (passed ? (/* @__PURE__ */ new Date()).toISOString() : null),
      content: passed ? task.hash : r3.content
    }))));
  });
  checking.current = contents.code_is_off ? () => {
  } : check;
  let hint = () => doing(async () => {
    let got = await post("/hint", { exercise: task.id, number: String(record.hints + 1) });
    setHints(got.hints), setRecords(got.records ?? note(task.id, () => ({ hints: got.number })));
  }), solve = (confirmed) => doing(async () => {
    let sure = confirmed || !contents.own && record.passed, got = await post("/solution", { exercise: task.id, ...sure ? { confirm: "yes" } : {} });
    if (got.confirm) {
      let left = Math.max(0, task.hints - record.hints), more = left ? ` There ${left === 1 ? "is one hint" : `are ${left} hints`} left.` : "";
      setQuestion(`You have not passed this exercise yet.${more} Show the solution all the same?`);
      return;
    }
    setQuestion(""), setSolution(got.solution), setRecords(got.records ?? note(task.id, (r3) => ({ solution_seen: r3.solution_seen ?? (r3.passed ? "after" : "before") })));
  }), restart = () => {
    editor.current?.put(task.starter), setVerdict(null), editor.current?.focus();
  }, changed = record.passed && record.content !== task.hash, state = changed ? "changed since you passed" : record.passed ? "passed" : record.attempts ? "tried" : "";
  return m2`<section class="exercise" id=${`exercise-${task.id.replace("/", "-")}`} aria-label=${`Exercise: ${task.title}`}>
    <div class="exercise-head"><h4><span class="quiet">Exercise</span> ${task.title}</h4>${state && m2`<span class=${`state ${record.passed && !changed ? "passed" : ""}`}>${record.passed && !changed ? "✓ " : ""}${state}</span>`}</div>
    <div class="editor" ref=${host}></div>
    <div class="exercise-keys">
      <button type="button" class="main" disabled=${busy || !!contents.code_is_off} title="Run your answer and judge it (Ctrl+Enter)" onClick=${check}>${busy ? "Checking …" : "Check"}</button>
      <button type="button" disabled=${busy} onClick=${hint}>Hint${record.hints ? ` (${record.hints} of ${task.hints} seen)` : ""}</button>
      <button type="button" disabled=${busy} onClick=${() => solve(!1)}>Solution</button>
      <button type="button" disabled=${busy} title="Put the starter back; Ctrl+Z in the editor takes it back" onClick=${restart}>Start over</button>
      <span class="quiet leave">Esc, then Tab, leaves the editor</span>
    </div>
    ${contents.code_is_off && m2`<p class="code-off">${contents.code_is_off}</p>`}
    <div role="status" aria-live="polite">
      ${trouble && m2`<p class="trouble">${trouble}</p>`}
      ${verdict && m2`<${Judged} verdict=${verdict} />`}
    </div>
    ${question && m2`<div class="asking" role="group" aria-label="Show the solution?"><p>${question}</p>
      <button type="button" onClick=${() => solve(!0)}>Show the solution</button><button type="button" onClick=${() => setQuestion("")}>Not yet</button></div>`}
    ${hints.length > 0 && m2`<div class="hints" aria-live="polite">${hints.map((text, i3) => m2`<div key=${i3} class="hint"><strong>Hint ${i3 + 1} of ${task.hints}</strong><div dangerouslySetInnerHTML=${{ __html: text }} /></div>`)}</div>`}
    ${solution && m2`<div class="solution"><strong>A right answer</strong><pre tabindex="0" role="region" aria-label="Solution"><code>${highlighted(solution)}</code></pre></div>`}
  </section>`;
}

// src/glassnet/web/static/src/course/lesson.js
var TITLES = { objectives: "What you will be able to do", note: "Note", warning: "What goes wrong", question: "Think first", details: "More", checkpoint: "Before moving on, you can", further: "Further reading" };
function Live({ block }) {
  let { live } = j2(CourseContext), host = T2(
    /** @type {HTMLElement|null} */
    null
  );
  return A2(() => {
    let box = host.current;
    if (!box) return;
    let end = () => {
    }, watch = new IntersectionObserver((entries) => {
      entries.some((e3) => e3.isIntersecting) && (watch.disconnect(), end = live(box, { component: block.component, link: block.arguments?.link ?? null, settings: block.arguments?.settings ?? {} }));
    }, { rootMargin: "200px" });
    return watch.observe(box), () => {
      watch.disconnect(), end();
    };
  }, [block]), m2`<div class="live-place" role="group" aria-label=${`Live: ${block.component}`} ref=${host}></div>`;
}
function Cell({ block, lesson }) {
  let code = m2`<pre tabindex="0" role="region" aria-label=${`Code: ${block.name}`}><code>${highlighted(block.code)}</code></pre>`;
  return m2`<div class="cell">
    ${block.folded || block.kind === "live" ? m2`<details><summary>${block.kind === "live" ? "The same in Python" : block.figure ? "The code of this figure" : "The code behind these numbers"}</summary>${code}</details>` : code}
    ${block.output && m2`<pre class="output" tabindex="0" role="region" aria-label=${`Output of ${block.name}`}>${block.output}</pre>`}
    ${block.figure && m2`<img src=${`/course/lessons/${lesson.id}/${block.figure}`} alt=${block.alt} loading="lazy" />`}
  </div>`;
}
function Piece({ block, lesson }) {
  switch (block.kind) {
    case "html":
      return m2`<div class="text" dangerouslySetInnerHTML=${{ __html: block.html }} />`;
    case "heading":
      return m2`<${block.level === 2 ? "h3" : "h4"} id=${`part-${block.anchor}`} tabindex="-1" dangerouslySetInnerHTML=${{ __html: block.html }} />`;
    case "exercise":
      return m2`<${Exercise} task=${lesson.tasks[block.id]} />`;
    case "live":
      return m2`<${Live} block=${block} /><${Cell} block=${block} lesson=${lesson} />`;
    case "box": {
      let inner = m2`<${Pieces} blocks=${block.blocks} lesson=${lesson} />`, title = block.title || TITLES[block.box] || block.box;
      return block.box === "details" ? m2`<details class="box details"><summary dangerouslySetInnerHTML=${{ __html: title }} />${inner}</details>` : m2`<div class=${`box ${block.box}`} role="note" aria-label=${TITLES[block.box] ?? block.box}><p class="box-title" dangerouslySetInnerHTML=${{ __html: title }} />${inner}</div>`;
    }
    default:
      return m2`<${Cell} block=${block} lesson=${lesson} />`;
  }
}
function Pieces({ blocks, lesson }) {
  return blocks.map((block, i3) => m2`<${Piece} key=${i3} block=${block} lesson=${lesson} />`);
}
function LessonPage({ id }) {
  let { contents, go } = j2(CourseContext), [lesson, setLesson] = d2(
    /** @type {Text|null} */
    null
  ), [trouble, setTrouble] = d2(""), title = T2(
    /** @type {HTMLElement|null} */
    null
  );
  if (A2(() => {
    let over = !1;
    return setLesson(null), setTrouble(""), get(`/lessons/${id}`).then((text) => over || setLesson(text), (error) => over || setTrouble(error.message)), () => {
      over = !0;
    };
  }, [id]), A2(() => {
    lesson && title.current?.focus({ preventScroll: !0 });
  }, [lesson]), trouble) return m2`<p class="trouble" role="alert">${trouble}</p>`;
  if (!lesson) return m2`<p class="quiet" role="status">Loading the lesson …</p>`;
  let names = contents.lessons.map((l3) => l3.id), at = names.indexOf(lesson.id), parts = lesson.blocks.filter((b) => b.kind === "heading" && b.level === 2), jump = (anchor) => (e3) => {
    e3.preventDefault();
    let target = document.getElementById(`part-${anchor}`);
    target?.scrollIntoView(), target?.focus({ preventScroll: !0 });
  }, neighbour = (i3, word) => {
    let there = contents.lessons[i3];
    return there && m2`<a href=${`?course=${there.id}`} onClick=${(e3) => {
      e3.preventDefault(), go(there.id);
    }}>${word}: ${there.number} ${there.title}</a>`;
  };
  return m2`<div class="lesson-page">
    <nav class="parts" aria-label="In this lesson"><ol>${parts.map((b) => m2`<li key=${b.anchor}><a href=${`#part-${b.anchor}`} onClick=${jump(b.anchor)} dangerouslySetInnerHTML=${{ __html: b.html }} /></li>`)}</ol></nav>
    <article aria-labelledby="lesson-title">
      <h2 id="lesson-title" tabindex="-1" ref=${title}><span class="quiet">Lesson ${lesson.number}</span> ${lesson.title}</h2>
      <p class="lead">${lesson.summary}</p>
      <p class="quiet">${lesson.minutes} minutes · ${lesson.exercises.length} exercises${lesson.needs.length ? ` · builds on ${lesson.needs.map((n3) => contents.lessons.find((l3) => l3.number === n3)?.title ?? `lesson ${n3} (not written yet: what it takes from there is said here)`).join(", ")}` : ""}</p>
      <${Pieces} blocks=${lesson.blocks} lesson=${lesson} />
      <nav class="neighbours" aria-label="Other lessons">${neighbour(at - 1, "Before")}${neighbour(at + 1, "Next")}</nav>
    </article>
  </div>`;
}

// src/glassnet/web/static/src/course/map.js
function row(lesson, all) {
  let before = lesson.needs.map((n3) => all.get(n3)).filter((l3) => l3 !== void 0);
  return before.length ? 1 + Math.max(...before.map((l3) => row(l3, all))) : 0;
}
function RouteMap() {
  let { contents, records, go, leave } = j2(CourseContext), all = new Map(contents.lessons.map((l3) => [l3.number, l3])), done = (l3) => l3.exercises.filter((e3) => recordOf(records, e3.id).passed).length, whole = (l3) => done(l3) === l3.exercises.length, next = contents.lessons.find((l3) => !whole(l3) && l3.needs.every((n3) => !all.has(n3) || whole(
    /** @type {Lesson} */
    all.get(n3)
  ))), rows = (
    /** @type {Lesson[][]} */
    []
  );
  for (let lesson of contents.lessons) (rows[row(lesson, all)] ??= []).push(lesson);
  let goals = Object.keys(records).filter((id) => id.startsWith("goals/") && records[id].passed).length;
  return m2`<div class="map">
    <h2 tabindex="-1">Course</h2>
    <p class="lead">Read, try, and write it yourself. Everything is here: the code of a lesson has been run, its networks can be trained in the page, and your answers to its exercises are checked. Begin with ${next ? m2`<a href=${`?course=${next.id}`} onClick=${(e3) => {
    e3.preventDefault(), go(next.id);
  }}>lesson ${next.number}</a>` : "any lesson"}${next && whole(contents.lessons[0]) ? ", the next one on your way" : ""}.</p>
    <ol class="rows" aria-label="Route map">
      ${rows.map((lessons, i3) => m2`<li key=${i3}><ul>
        ${lessons.map((l3) => m2`<li key=${l3.id} class=${`stop ${whole(l3) ? "whole" : ""} ${l3 === next ? "next" : ""}`}>
          <a href=${`?course=${l3.id}`} onClick=${(e3) => {
    e3.preventDefault(), go(l3.id);
  }}><span class="number">${l3.number}</span> ${l3.title}</a>
          <p>${l3.summary}</p>
          <p class="quiet">${l3.minutes} minutes · ${done(l3)} of ${l3.exercises.length} exercises${whole(l3) ? " ✓" : ""}${l3 === next ? " · next" : ""}</p>
          ${l3.needs.length > 0 && m2`<p class="quiet">builds on ${l3.needs.map((n3) => all.get(n3)?.title ?? `lesson ${n3} (not written yet, and not needed)`).join(", ")}</p>`}
          <progress max=${l3.exercises.length} value=${done(l3)} aria-label=${`${l3.title}: exercises passed`}></progress>
        </li>`)}
      </ul></li>`)}
    </ol>
    <div class="beside">
      <section><h3>Theory, experiments, goals</h3><p>A step in four passes, experiments to try with one click, goals to reach on the playground${goals ? ` (${goals} reached)` : ""}, what to watch out for.</p><button type="button" onClick=${() => go("theory")}>Open</button></section>
      <section><h3>Glossary</h3><p>Every word of the course in a paragraph.</p><button type="button" onClick=${() => go("glossary")}>Open the glossary</button></section>
      <section><h3>Quick reference</h3><p>Shapes, slopes, losses, the five steps: one page.</p><button type="button" onClick=${() => go("reference")}>Open the reference</button></section>
      <section><h3>Playground</h3><p>Build any network, and watch it learn.</p><button type="button" onClick=${leave}>To the playground</button></section>
    </div>
    <p class="quiet">${contents.own ? "Your progress is shared with the terminal (glassnet learn) and with notebooks." : "This server is shared: your progress is kept by this browser."}</p>
  </div>`;
}

// src/glassnet/web/static/src/course/reachable.js
var WIDE = ".formula, .text table, .text pre, .cell pre";
function keepReachable(root) {
  let mark = () => {
    for (let part of root.querySelectorAll(WIDE))
      part.scrollWidth > part.clientWidth + 1 ? part.setAttribute("tabindex", "0") : part.removeAttribute("tabindex");
  }, watch = new ResizeObserver(mark);
  return watch.observe(root), () => watch.disconnect();
}

// src/glassnet/web/static/src/course/course.js
function Shared({ name, title }) {
  let [text, setText] = d2("");
  return A2(() => {
    get(`/pages/${name}`).then((page) => setText(page.html), (error) => setText(`<p>${error.message}</p>`));
  }, [name]), m2`<article class="shared" aria-label=${title}><div class="text" dangerouslySetInnerHTML=${{ __html: text }} /></article>`;
}
function TheoryPlace({ page }) {
  let host = T2(
    /** @type {HTMLElement|null} */
    null
  );
  return A2(() => host.current ? page.theory(host.current) : void 0, [page]), m2`<article class="theory-place"><h2 tabindex="-1">Theory, experiments, goals</h2><div ref=${host}></div></article>`;
}
function Term({ term, close }) {
  let box = T2(
    /** @type {HTMLDialogElement|null} */
    null
  ), [entry, setEntry] = d2(
    /** @type {{term: string, html: string}|null} */
    null
  );
  return A2(() => {
    get("/glossary").then((all) => setEntry(all[term] ?? { term, html: "<p>The glossary has no such word yet.</p>" }), (error) => setEntry({ term, html: `<p>${error.message}</p>` }));
  }, [term]), A2(() => {
    entry && !box.current?.open && box.current?.showModal();
  }, [entry]), m2`<dialog class="term-box" ref=${box} aria-labelledby="term-title" onClose=${close} onClick=${(e3) => e3.target === box.current && box.current?.close()}>
    ${entry && m2`<div><h3 id="term-title">${entry.term}</h3><div class="text" dangerouslySetInnerHTML=${{ __html: entry.html }} /><button type="button" onClick=${() => box.current?.close()}>Close</button></div>`}
  </dialog>`;
}
var SHARED = (
  /** @type {{[name: string]: string}} */
  { glossary: "Glossary", reference: "Quick reference" }
);
function Course({ place, page }) {
  let [contents, setContents] = d2(
    /** @type {import("./api.js").Contents|null} */
    null
  ), [trouble, setTrouble] = d2(""), [records, setRecords] = d2(
    /** @type {import("./api.js").Records} */
    {}
  ), [term, setTerm] = d2(""), root = T2(
    /** @type {HTMLElement|null} */
    null
  );
  if (A2(() => {
    get("").then((found) => {
      setContents(found), setRecords(found.records ?? ownRecords());
    }, (error) => setTrouble(error.message));
  }, [place]), A2(() => {
    scrollTo(0, 0);
    let lesson2 = contents?.lessons.find((l3) => l3.id === place);
    document.title = `${lesson2 ? `${lesson2.number} ${lesson2.title}` : SHARED[place] ?? "Course"} · Glassnet`, lesson2 || root.current?.querySelector("h2")?.focus({ preventScroll: !0 });
  }, [place, contents === null]), A2(() => root.current ? keepReachable(root.current) : void 0, [contents === null]), trouble) return m2`<main class="course"><p class="trouble" role="alert">${trouble}</p></main>`;
  if (!contents) return m2`<main class="course" aria-busy="true"><p class="quiet" role="status">Loading the course …</p></main>`;
  let follow = (e3) => {
    let link2 = e3.target instanceof Element ? e3.target.closest("a[data-term], a[data-lesson]") : null;
    if (link2 instanceof HTMLElement)
      if (e3.preventDefault(), link2.dataset.term) setTerm(link2.dataset.term);
      else {
        let there = contents.lessons.find((l3) => l3.number === link2.dataset.lesson);
        there && page.go(there.id);
      }
  }, to = (name) => (e3) => {
    e3.preventDefault(), page.go(name);
  }, lesson = contents.lessons.find((l3) => l3.id === place || l3.number === place || l3.id.endsWith(`_${place}`)), link = (name, words) => m2`<a href=${`?course=${name}`} aria-current=${place === name ? "page" : void 0} onClick=${to(name)}>${words}</a>`;
  return m2`<${CourseContext.Provider} value=${{ ...page, contents, records, setRecords, look: setTerm }}>
    <main class="course" ref=${root} onClick=${follow}>
      <nav class="course-bar" aria-label="Course">
        ${link("", "Route map")}
        <label><span class="hidden-text">Lesson</span><select value=${lesson?.id ?? ""} onChange=${(e3) => page.go(e3.target.value)}>
          <option value="" selected=${!lesson}>Choose a lesson …</option>
          ${contents.lessons.map((l3) => m2`<option key=${l3.id} value=${l3.id} selected=${l3 === lesson}>${l3.number} ${l3.title}</option>`)}
        </select></label>
        ${link("theory", "Theory")} ${link("glossary", "Glossary")} ${link("reference", "Reference")}
      </nav>
      ${lesson ? m2`<${LessonPage} key=${lesson.id} id=${lesson.id} />` : SHARED[place] ? m2`<${Shared} name=${place} title=${SHARED[place]} />` : place === "theory" ? m2`<${TheoryPlace} page=${page} />` : m2`${place && m2`<p class="trouble" role="alert">There is no lesson called ${place}. These are the lessons:</p>`}<${RouteMap} />`}
      ${term && m2`<${Term} term=${term} close=${() => setTerm("")} />`}
    </main>
  <//>`;
}
function render({ el, place, page }) {
  let show = (now) => Q(m2`<${Course} place=${now} page=${page} />`, el);
  return show(place), { show, end: () => Q(
    /** @type {any} */
    null,
    el
  ) };
}
export {
  render
};
